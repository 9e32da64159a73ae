import { packageBin } from './package-bin.mjs'
import { run } from './run.mjs'

/**
 * Builds the addon and every package; what has not changed comes from turbo's cache.
 *
 * @returns {Promise<import('./run.mjs').Outcome>} its output is worth showing only when it failed
 */
export function build() {
  return run(packageBin('turbo'), [
    'run',
    'build',
    '--continue=dependencies-successful',
    '--output-logs=errors-only',
    '--ui=stream',
  ])
}
