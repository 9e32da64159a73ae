/**
 * What a part of the tests came to.
 *
 * @typedef {object} PartResult
 * @property {string} name
 * @property {number} passed
 * @property {number} failed skipped tests and tests that could not run included
 * @property {number} seconds
 */

/**
 * The result of a part that could not run at all: it counts as one failure.
 *
 * @param {string} name
 * @param {number} [seconds]
 * @returns {PartResult}
 */
export function couldNotRun(name, seconds = 0) {
  return { name, passed: 0, failed: 1, seconds }
}
