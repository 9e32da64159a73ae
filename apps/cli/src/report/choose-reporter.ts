import { chooseDisplay } from '../terminal/choose-display.ts'
import { writeLine } from '../terminal/output.ts'
import { createLineReporter } from './line-reporter.ts'
import { createLiveReporter } from './live-reporter.ts'
import { type ReportReporter, silentReporter } from './reporter.ts'

/** Who shows the work: a block that is drawn again in place on a terminal, plain lines elsewhere. */
export function chooseReporter(options: { readonly json: boolean; readonly quiet: boolean }): ReportReporter {
  return chooseDisplay(options, {
    silent: silentReporter,
    live: createLiveReporter,
    lines: () => createLineReporter({ writeLine, writeNote: text => process.stderr.write(`blasnet: ${text}\n`) }),
  })
}
