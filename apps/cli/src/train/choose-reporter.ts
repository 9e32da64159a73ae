import { writeLine } from '../terminal/output.ts'
import { canRedraw } from '../terminal/progress.ts'
import { createStyle } from '../terminal/style.ts'
import { createLineReporter } from './line-reporter.ts'
import { createLiveReporter } from './live-reporter.ts'
import { type Reporter, silentReporter } from './reporter.ts'

/**
 * Who shows the run: a block that is drawn again in place on a terminal, plain lines elsewhere, nobody with `--quiet`.
 * With `--json` standard output belongs to the document, so only a terminal on standard error shows anything.
 */
export function chooseReporter({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }): Reporter {
  if (quiet) return silentReporter
  const stream = json ? process.stderr : process.stdout
  if (canRedraw(stream)) return createLiveReporter(stream, createStyle(stream))
  if (json) return silentReporter
  return createLineReporter({ writeLine, writeNote: text => process.stderr.write(`blasnet: ${text}\n`) })
}
