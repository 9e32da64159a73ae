import { createStyle } from '../terminal/style.ts'
import { textWidth } from '../terminal/text-width.ts'
import { outcomeLine } from './outcome-line.ts'
import { activeLine, totalLine } from './progress-lines.ts'
import type { ReportReporter } from './reporter.ts'

const plainStyle = createStyle({ isTTY: false }, {})
const logColumns = 100
/** How often the networks under way are told of. */
const everyMilliseconds = 10_000

export interface LineReporterOptions {
  readonly writeLine: (line: string) => void
  readonly writeNote: (line: string) => void
}

/** A plain line when a piece of work has ended, and every ten seconds one for each under way: for files and pipes. */
export function createLineReporter({ writeLine, writeNote }: LineReporterOptions): ReportReporter {
  let labelWidth = 0
  let timer: NodeJS.Timeout | undefined
  return {
    working() {},
    start(header, progress) {
      for (const line of header) writeLine(line)
      if (progress.items.length > 0) writeLine('')
      labelWidth = Math.max(0, ...progress.items.map(({ label }) => textWidth(label)))
      timer = setInterval(() => {
        for (const active of progress.active)
          writeLine(`  ${activeLine(active, labelWidth, plainStyle, logColumns).text}`)
        writeLine(`  ${totalLine(progress, plainStyle, logColumns).text}`)
      }, everyMilliseconds)
      timer.unref()
    },
    ended(outcome) {
      writeLine(outcomeLine(outcome, labelWidth, plainStyle, logColumns).text)
    },
    note: writeNote,
    finish() {
      clearInterval(timer)
    },
  }
}
