import { Failure } from '../lib/failure.mjs'
import { packageBin } from '../lib/package-bin.mjs'
import { run } from '../lib/run.mjs'
import { clangFormat } from './clang-format.mjs'
import { checkRepository } from './repository.mjs'

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<{ code: number, output: string }>} run
 */

/** @type {readonly Check[]} */
export const checks = [
  {
    name: 'biome: format and lint of TypeScript and JSON',
    run: () => run(packageBin('biome'), ['check', '--error-on-warnings', '--max-diagnostics=200', '.']),
  },
  { name: 'clang-format: format of C++', run: () => clangFormat({ write: false }) },
  { name: 'tsc: types, tests and tools included', run: () => run(packageBin('tsc'), ['-b', '--pretty', 'false']) },
  { name: 'repository: no registry addresses, home directories, conflict markers', run: checkRepository },
]

/**
 * Runs one check; what it cannot even start counts as failed.
 *
 * @param {Check} check
 * @returns {Promise<{ passed: boolean, output: string }>}
 */
export async function runCheck(check) {
  try {
    const { code, output } = await check.run()
    return { passed: code === 0, output }
  } catch (error) {
    if (error instanceof Failure) return { passed: false, output: error.message }
    throw error
  }
}
