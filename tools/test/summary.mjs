import { duration } from '../lib/say.mjs'

/** @typedef {import('./result.mjs').PartResult} PartResult */

/**
 * A line a part.
 *
 * @param {readonly PartResult[]} parts
 * @returns {string[]}
 */
export function summaryTable(parts) {
  const width = Math.max(...parts.map(({ name }) => name.length), 0)
  return parts.map(({ name, passed, failed, seconds }) =>
    [
      failed === 0 ? '✓' : '✗',
      name.padEnd(width),
      `${passed} passed`.padStart(12),
      `${failed} failed`.padStart(11),
      duration(seconds).padStart(12),
    ].join(' '),
  )
}

/**
 * The last line: all parts together.
 *
 * @param {readonly PartResult[]} parts
 */
export function totals(parts) {
  const passed = parts.reduce((sum, part) => sum + part.passed, 0)
  const failed = parts.reduce((sum, part) => sum + part.failed, 0)
  return { passed, failed, line: `${passed} passed, ${failed} failed` }
}
