import { prepareEnvironment } from '../lib/environment.mjs'
import { duration, say } from '../lib/say.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { checkNode } from './node.mjs'
import { ensurePnpm } from './pnpm.mjs'
import { requirements } from './requirements.mjs'
import { ensureSystem } from './system.mjs'

/**
 * Makes the machine ready to build, run and test blasnet: safe to run again, and quick when nothing is missing.
 *
 * @param {readonly import('./requirements.mjs').Requirement[]} [needed] of the system; by default what the build needs
 * @throws {import('../lib/failure.mjs').Failure} naming what is missing and what to do
 */
export async function setUp(needed = requirements) {
  const started = performance.now()
  checkNode()
  prepareEnvironment()
  await ensureSystem(needed)
  await ensurePnpm()
  await ensureDependencies()
  say(`set-up: everything is in place (${duration((performance.now() - started) / 1000)})`)
}
