import { HelpShown } from './errors/help-shown.ts'
import { exitCode, reportError } from './errors/report.ts'
import { guardStandardStreams } from './terminal/output.ts'

guardStandardStreams()
try {
  // Only here, so that an error in loading a command, a broken addon say, is told like any other.
  const { createProgram } = await import('./program.ts')
  // Who names no command wants to know which there are.
  const argv = process.argv.length > 2 ? process.argv : [...process.argv, '--help']
  await createProgram().parseAsync(argv)
} catch (error) {
  process.exitCode = error instanceof HelpShown ? exitCode.success : reportError(error, { debug: wantsDebug() })
}

/** Looked up by hand, because a command line that is refused has not been parsed. */
function wantsDebug(): boolean {
  const argv = process.argv.slice(2)
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).includes('--debug')
}
