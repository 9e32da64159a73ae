import { significant } from '../terminal/significant.ts'
import { createStyle } from '../terminal/style.ts'
import { loss, percent, thousands } from './format.ts'
import { startLines } from './header.ts'
import { ProgressState } from './progress-state.ts'
import type { Reporter } from './reporter.ts'

const plainStyle = createStyle({ isTTY: false }, {})
const logColumns = 100
/** A run of any length prints about this many lines. */
const linesPerRun = 50
/** An epoch that takes longer than this says in between how far it is. */
const silenceSeconds = 30

export interface LineReporterOptions {
  readonly writeLine: (line: string) => void
  readonly writeNote: (line: string) => void
  /** Milliseconds, for the lines of a slow epoch. */
  readonly now?: () => number
}

/** A plain line at the end of an epoch, or of every few of them: for files, pipes and logs. */
export function createLineReporter({
  writeLine,
  writeNote,
  now = () => performance.now(),
}: LineReporterOptions): Reporter {
  let state: ProgressState | undefined
  let lastLine = 0
  let printed = false
  const print = (progress: ProgressState) => {
    writeLine(progressLine(progress))
    printed = true
    lastLine = now()
  }
  return {
    working() {},
    start(plan) {
      state = new ProgressState(plan, now())
      lastLine = now()
      for (const line of startLines(plan, plainStyle, logColumns)) writeLine(line)
      writeLine('')
    },
    event(event) {
      if (state === undefined) return
      state.update(event)
      const every = Math.ceil(state.epochs / linesPerRun)
      if (event.type === 'epoch' && (event.epoch + 1) % every === 0) print(state)
      if (event.type === 'step-block' && now() - lastLine >= silenceSeconds * 1000) print(state)
    },
    note: writeNote,
    finish() {
      if (printed) writeLine('')
      printed = false
    },
  }
}

/** Columns that line up from line to line, so that a log reads as a table. */
export function progressLine(state: ProgressState): string {
  const { validation } = state
  const total = String(state.epochs)
  const done = state.epoch
  const position = (Number.isInteger(done) ? String(done) : done.toFixed(2)).padStart(total.length)
  const step = thousands(state.steps).padStart(thousands(state.plan.maxSteps).length)
  const parts = [`epoch ${position}/${total}`, `step ${step}`]
  if (state.loss !== undefined) parts.push(`loss ${loss(state.loss)}`)
  if (validation) parts.push(`validation ${loss(validation.loss)}  ${percent(validation.accuracy).padStart(8)}`)
  if (state.learningRate !== undefined) parts.push(`rate ${significant(state.learningRate).padEnd(9)}`)
  if (state.samplesPerSecond > 0) parts.push(`${thousands(state.samplesPerSecond)} samples/s`)
  return parts.join('  ')
}
