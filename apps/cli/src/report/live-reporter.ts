import { fitSegments, LiveBlock, type PaintedLine, type Terminal, usableColumns } from '../terminal/progress.ts'
import type { Style } from '../terminal/style.ts'
import { textWidth } from '../terminal/text-width.ts'
import { outcomeLine } from './outcome-line.ts'
import { activeLine, totalLine } from './progress-lines.ts'
import type { ReportProgress } from './report-progress.ts'
import type { ReportReporter } from './reporter.ts'

const redrawMilliseconds = 100
/** Labels may take this share of a line. */
const labelShare = 0.4
/** Rows of the terminal that stay free, so that the block never scrolls. */
const freeRows = 3

/** A line at the foot of the terminal for each network under way, and one for all; what is done stays above them. */
export function createLiveReporter(terminal: Terminal & { readonly rows?: number }, style: Style): ReportReporter {
  const block = new LiveBlock(terminal)
  let progress: ReportProgress | undefined
  let labelWidth = 0
  let working = ''
  let timer: NodeJS.Timeout | undefined
  let finished = false

  const draw = () => {
    const columns = usableColumns(terminal)
    // Once nothing is under way, only what comes after it is worth a line.
    const idle = progress === undefined || (working !== '' && progress.active.length === 0)
    const lines = idle ? [] : progressLines(progress!, columns)
    if (working !== '') lines.push(fitSegments([{ text: working, priority: 0, paint: style.dim }], columns))
    if (lines.length > 0) block.draw(lines)
  }
  const progressLines = (state: ReportProgress, columns: number): PaintedLine[] => {
    const room = Math.max(1, (terminal.rows || 24) - freeRows)
    const shown = state.active.slice(0, room)
    const hidden = state.active.length - shown.length
    const width = Math.min(labelWidth, Math.floor(columns * labelShare))
    return [
      ...shown.map(active => activeLine(active, width, style, columns)),
      ...(hidden > 0 ? [fitSegments([{ text: `and ${hidden} more`, priority: 0, paint: style.dim }], columns)] : []),
      totalLine(state, style, columns),
    ]
  }
  return {
    working(text) {
      working = `${text} …`
      draw()
    },
    start(header, state) {
      working = ''
      block.clear()
      for (const line of header) terminal.write(`${line}\n`)
      if (state.items.length > 0) terminal.write('\n')
      progress = state
      labelWidth = Math.max(0, ...state.items.map(({ label }) => textWidth(label)))
      timer = setInterval(draw, redrawMilliseconds)
      timer.unref()
      draw()
    },
    ended(outcome) {
      const columns = usableColumns(terminal)
      const width = Math.min(labelWidth, Math.floor(columns * labelShare))
      block.clear()
      terminal.write(`${outcomeLine(outcome, width, style, columns).text}\n`)
      draw()
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
