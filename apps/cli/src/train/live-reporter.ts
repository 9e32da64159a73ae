import {
  barParts,
  fitSegments,
  LiveBlock,
  type PaintedLine,
  type Terminal,
  usableColumns,
} from '../terminal/progress.ts'
import { significant } from '../terminal/significant.ts'
import type { Style } from '../terminal/style.ts'
import { clock, loss, percent, short, thousands } from './format.ts'
import { startLines } from './header.ts'
import { ProgressState } from './progress-state.ts'
import type { Reporter } from './reporter.ts'

const redrawMilliseconds = 100
const widestBar = 40
const narrowestBar = 8

/** Two lines at the foot of the terminal: how far the run is, and how well it does. */
export function createLiveReporter(terminal: Terminal, style: Style): Reporter {
  const block = new LiveBlock(terminal)
  let state: ProgressState | undefined
  let working = ''
  let timer: NodeJS.Timeout | undefined
  let finished = false

  const draw = () => {
    const columns = usableColumns(terminal)
    const lines = state === undefined ? [] : progressLines(state, style, columns)
    if (working !== '') lines.push(fitSegments([{ text: working, priority: 0, paint: style.dim }], columns))
    if (lines.length > 0) block.draw(lines)
  }
  return {
    working(text) {
      working = `${text} …`
      draw()
    },
    start(plan) {
      working = ''
      block.clear()
      for (const line of startLines(plan, style, usableColumns(terminal))) terminal.write(`${line}\n`)
      terminal.write('\n')
      state = new ProgressState(plan)
      timer = setInterval(draw, redrawMilliseconds)
      timer.unref()
      draw()
    },
    event(event) {
      state?.update(event)
    },
    note(text) {
      if (finished) return
      working = text
      draw()
    },
    finish() {
      finished = true
      clearInterval(timer)
      block.clear()
    },
  }
}

/** The two lines, neither wider than `columns`. */
export function progressLines(state: ProgressState, style: Style, columns: number): PaintedLine[] {
  return [positionLine(state, style, columns), qualityLine(state, style, columns)]
}

function positionLine(state: ProgressState, style: Style, columns: number): PaintedLine {
  const left = state.secondsLeft()
  const epochs = String(state.epochs)
  const epoch = String(Math.min(state.epochs, Math.floor(state.epoch) + 1))
  const steps = thousands(state.plan.maxSteps)
  // Padded to their final width, so that the bar does not move as the numbers grow.
  const atEpoch = { text: `epoch ${epoch.padStart(epochs.length)}/${epochs}`, priority: 3, paint: style.bold }
  const atStep = { text: `step ${thousands(state.steps).padStart(steps.length)}/${steps}`, priority: 1 }
  const timeLeft = { text: left === undefined ? '' : `${clock(left)} left`, priority: 2, paint: style.dim }
  const full = fitSegments([atEpoch, atStep, timeLeft], Number.POSITIVE_INFINITY)
  // The bar says what the step says: where there is room for one of them, it is the bar.
  const position = full.width + 2 + narrowestBar <= columns ? full : fitSegments([atEpoch, timeLeft], columns)
  const room = Math.min(widestBar, columns - position.width - 2)
  if (room < narrowestBar) return position
  const bar = barParts(state.share, room)
  return { text: `${style.cyan(bar.full)}${style.dim(bar.empty)}  ${position.text}`, width: room + 2 + position.width }
}

function qualityLine(state: ProgressState, style: Style, columns: number): PaintedLine {
  const { validation } = state
  const tight = columns < 72
  const rate = state.learningRate === undefined ? '' : `rate ${significant(state.learningRate)}`
  const pace = tight ? `${short(state.samplesPerSecond)}/s` : `${thousands(state.samplesPerSecond)} samples/s`
  return fitSegments(
    [
      { text: state.loss === undefined ? '' : `loss ${loss(state.loss)}`, priority: 3 },
      { text: validation ? `${tight ? 'val' : 'validation'} ${loss(validation.loss)}` : '', priority: 2 },
      { text: validation ? percent(validation.accuracy) : '', priority: 4, paint: style.green },
      { text: rate, priority: 0 },
      { text: state.samplesPerSecond > 0 ? pace : '', priority: 1, paint: style.dim },
    ],
    columns,
  )
}
