import { Failure } from './failure.mjs'
import { say } from './say.mjs'

/**
 * Runs a tool and turns its outcome into the exit status: what it returned, 1 after an error.
 * A Failure shows its message alone; anything else is a defect of the tool and shows its stack.
 *
 * @param {() => Promise<number | void>} tool
 */
export async function main(tool) {
  try {
    process.exitCode = (await tool()) ?? 0
  } catch (error) {
    reportError(error)
    process.exitCode = 1
  }
}

/**
 * Prints an error as `main` does.
 *
 * @param {unknown} error
 */
export function reportError(error) {
  say(error instanceof Failure ? `error: ${error.message}` : `error: ${error instanceof Error ? error.stack : error}`)
}
