import { checks, runCheck } from '../check/checks.mjs'
import { heading, outcome } from './print.mjs'

/**
 * Format, lint, types and the rules of the repository: each counts as one test.
 *
 * @returns {Promise<import('./result.mjs').PartResult>}
 */
export async function checksPart() {
  heading('Checks')
  const result = { name: 'checks', passed: 0, failed: 0, seconds: 0 }
  for (const check of checks) {
    const started = performance.now()
    const { passed, output } = await runCheck(check)
    const seconds = (performance.now() - started) / 1000
    outcome(passed, check.name, seconds, output)
    result[passed ? 'passed' : 'failed'] += 1
    result.seconds += seconds
  }
  return result
}
