import { barParts, fitSegments, type PaintedLine, type Segment } from '../terminal/progress.ts'
import type { Style } from '../terminal/style.ts'
import { pad, truncate } from '../terminal/text-width.ts'
import { clock, loss, percent, thousands } from '../train/format.ts'
import type { ActiveItem, ReportProgress } from './report-progress.ts'

const widestBar = 30
const narrowestBar = 8
const echoedInterrupt = 2

/** A line for each piece of work under way, `labelWidth` columns for its name. */
export function activeLine(active: ActiveItem, labelWidth: number, style: Style, columns: number): PaintedLine {
  const label = { text: pad(truncate(active.item.label, labelWidth), labelWidth), priority: 9, paint: style.bold }
  return fitSegments([label, ...(active.run ? runSegments(active.run.state, style) : checkSegments(active))], columns)
}

function runSegments(state: NonNullable<ActiveItem['run']>['state'], style: Style): Segment[] {
  const { validation } = state
  const epochs = String(state.epochs)
  const epoch = String(Math.min(state.epochs, Math.floor(state.epoch) + 1)).padStart(epochs.length)
  return [
    { text: `epoch ${epoch}/${epochs}`, priority: 2 },
    { text: state.loss === undefined ? '' : `loss ${loss(state.loss)}`, priority: 3 },
    { text: validation ? `val ${loss(validation.loss)}` : '', priority: 1 },
    { text: validation ? percent(validation.accuracy) : '', priority: 4, paint: style.green },
  ]
}

function checkSegments({ startedAt, seconds }: ActiveItem): Segment[] {
  const passed = (performance.now() - startedAt) / 1000
  const total = seconds === undefined ? '' : ` of about ${clock(Math.max(passed, seconds))}`
  return [
    { text: 'comparing gradients', priority: 1 },
    { text: `${clock(passed)}${total}`, priority: 2 },
  ]
}

/** How far all of it is, and the time it still takes. */
export function totalLine(progress: ReportProgress, style: Style, columns: number): PaintedLine {
  const left = progress.secondsLeft()
  const total = thousands(progress.items.length)
  const done = { text: `${thousands(progress.ended).padStart(total.length)} of ${total} done`, priority: 1 }
  const time = { text: left === undefined ? '' : `about ${clock(left)} left`, priority: 2, paint: style.bold }
  const remarks = progress.remarks.map((text, index) => ({ text, priority: -index }))
  // Beside a line this long, the ^C that a terminal echoes would begin a row of its own.
  const usable = remarks.length === 0 ? columns : Math.max(1, columns - echoedInterrupt)
  const text = fitSegments([done, time, ...remarks], usable)
  const room = Math.min(widestBar, usable - text.width - 2)
  if (room < narrowestBar) return text
  const bar = barParts(progress.share(), room)
  return { text: `${style.cyan(bar.full)}${style.dim(bar.empty)}  ${text.text}`, width: room + 2 + text.width }
}
