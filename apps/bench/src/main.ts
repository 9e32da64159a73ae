import { BlasnetError } from '@blasnet/check'
import { CommanderError } from '@commander-js/extra-typings'
import { createProgram } from './program.ts'

/** Runs the command line and returns the exit status: 0 done, 1 failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...argv])
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof BlasnetError)) throw error
    process.stderr.write(`bench: ${error.message}\n`)
    return error.code === 'ERR_BLASNET_OPTION' ? 2 : 1
  }
}
