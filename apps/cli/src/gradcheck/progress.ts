import { canRedraw, fitSegments, LiveBlock, usableColumns } from '../terminal/progress.ts'
import { createStyle } from '../terminal/style.ts'
import { clock, thousands } from '../train/format.ts'

const redrawMilliseconds = 250
/** What is over sooner needs no progress. */
const shownFromSeconds = 1

/** A line on standard error with the time a comparison has taken and will take; nothing where that is no terminal. */
export interface GradcheckProgress {
  start(plan: { parameters: number; seconds: number }): void
  finish(): void
}

export function createProgress(terminal: NodeJS.WriteStream = process.stderr): GradcheckProgress {
  if (!canRedraw(terminal)) return { start() {}, finish() {} }
  const style = createStyle(terminal)
  const block = new LiveBlock(terminal)
  let timer: NodeJS.Timeout | undefined
  return {
    start({ parameters, seconds }) {
      if (seconds < shownFromSeconds) return
      const started = performance.now()
      const draw = () => {
        const passed = (performance.now() - started) / 1000
        const text = `comparing ${thousands(parameters)} parameters`
        const time = `${clock(passed)} of about ${clock(Math.max(passed, seconds))}`
        const segments = [
          { text: time, priority: 2, paint: style.bold },
          { text, priority: 1, paint: style.dim },
        ]
        block.draw([fitSegments(segments, usableColumns(terminal))])
      }
      draw()
      timer = setInterval(draw, redrawMilliseconds)
      timer.unref()
    },
    finish() {
      clearInterval(timer)
      block.clear()
    },
  }
}
