/**
 * @typedef {object} VitestReport the fields used of vitest's JSON report
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one a file
 */

/**
 * Counts a report: every test that did not pass counts as failed, skipped and to-do ones too, and so does each file that failed
 * before or outside its tests.
 *
 * @param {VitestReport} report
 * @param {number} status vitest's own exit status
 * @returns {{ passed: number, failed: number }}
 */
export function countVitest(report, status) {
  let passed = 0
  let failed = 0
  for (const file of report.testResults) {
    const good = file.assertionResults.filter(test => test.status === 'passed').length
    const bad = file.assertionResults.length - good
    passed += good
    failed += bad === 0 && file.status !== 'passed' ? 1 : bad
  }
  // An error outside every test, such as a rejection that nobody handled.
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed }
}
