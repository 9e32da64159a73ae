import { BlasnetError } from '@blasnet/check'
import { CommanderError } from '@commander-js/extra-typings'
import { createProgram, withDefaultCommand } from './program.ts'
import { guardStandardStreams, written } from './terminal/output.ts'

/**
 * Runs the command line and ends the process: 0 done, 1 failed or a regression found, 2 wrong usage, 128 + the number
 * of the signal that interrupted it.
 */
export async function main(argv: readonly string[]): Promise<never> {
  guardStandardStreams()
  process.exitCode = (await run(argv)) ?? process.exitCode ?? 0
  await written()
  // An interrupted measurement may still be going on.
  process.exit()
}

async function run(argv: readonly string[]): Promise<number | undefined> {
  try {
    await createProgram().parseAsync(withDefaultCommand(argv.slice(2)), { from: 'user' })
    return undefined
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageError(error.message)
    if (!(error instanceof BlasnetError)) throw error
    if (error.code === 'ERR_BLASNET_OPTION') return usageError(error.message)
    process.stderr.write(`bench: ${error.message}\n`)
    return 1
  }
}

function usageError(message: string): number {
  const [sentence = '', hint] = message.replace(/^error: /, '').split('\n')
  process.stderr.write(`bench: ${sentence.replace(/\.$/, '')}${hint === undefined ? '' : ` ${hint}`}\n`)
  return 2
}
