import { build } from './build.mjs'
import { Failure } from './failure.mjs'
import { duration, say } from './say.mjs'

/**
 * Builds everything, with one line before (the first time takes minutes) and one after.
 *
 * @throws {Failure} with everything that the failing packages printed
 */
export async function buildOrFail() {
  say('build: the addon and the packages')
  const outcome = await build()
  if (outcome.code !== 0) throw new Failure(`the build failed (status ${outcome.code})\n${outcome.output.trimEnd()}`)
  say(`build: done (${duration(outcome.seconds)})`)
}
