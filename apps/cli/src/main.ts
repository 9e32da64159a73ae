import { HelpShown } from './errors/command-line.ts'
import { exitCode, reportError } from './errors/report.ts'
import { createProgram } from './program.ts'
import { guardStandardStreams } from './terminal/output.ts'

guardStandardStreams()
try {
  await createProgram().parseAsync(process.argv)
} catch (error) {
  // Help is an answer and not an error, also when the options beside it make no sense.
  process.exitCode = error instanceof HelpShown ? exitCode.success : reportError(error, { debug: wantsDebug() })
}

/** Looked up by hand, because a command line that is refused has not been parsed. */
function wantsDebug(): boolean {
  const argv = process.argv.slice(2)
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).includes('--debug')
}
