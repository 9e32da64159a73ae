/**
 * @typedef {object} JUnitCase
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {string} output what the test printed
 */

/**
 * The test cases of a JUnit file as ctest writes it.
 *
 * @param {string} xml
 * @returns {JUnitCase[]}
 */
export function parseJUnit(xml) {
  return [...xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(
    ([, attributes = '', body = '']) => ({
      name: attribute(attributes, 'name'),
      outcome: outcomeOf(attribute(attributes, 'status'), body),
      output: decode(/<system-out>([\s\S]*?)<\/system-out>/.exec(body)?.[1] ?? ''),
    }),
  )
}

/**
 * @param {string} status ctest's word: run, fail, notrun or disabled
 * @param {string} body
 */
function outcomeOf(status, body) {
  if (status === 'fail' || /<(?:failure|error)\b/.test(body)) return 'failed'
  return status === 'run' ? 'passed' : 'skipped'
}

/**
 * @param {string} attributes
 * @param {string} name
 */
function attribute(attributes, name) {
  return decode(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
}

const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/** @param {string} text */
function decode(text) {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(lt|gt|quot|apos|amp));/gi, (_, decimal, hex, name) =>
    name === undefined
      ? String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10))
      : ENTITIES[/** @type {keyof typeof ENTITIES} */ (name.toLowerCase())],
  )
}

/**
 * Why tests failed, from ctest's closing list: `Failed`, `Timeout`, `Subprocess aborted`, `SEGFAULT`.
 *
 * @param {string} output of ctest
 * @returns {Map<string, string>} by the test's name
 */
export function failureReasons(output) {
  const list = output.slice(output.lastIndexOf('The following tests FAILED'))
  return new Map(
    [...list.matchAll(/^\s+\d+ - (.+) \(([^()]+)\)$/gm)].map(([, name = '', reason = '']) => [name, reason]),
  )
}
