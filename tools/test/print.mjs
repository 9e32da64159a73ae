import { indent } from '../lib/run.mjs'
import { duration } from '../lib/say.mjs'

/**
 * Prints a line of the report on stdout.
 *
 * @param {string} [line]
 */
export function print(line = '') {
  process.stdout.write(`${line}\n`)
}

/** @param {string} title */
export function heading(title) {
  print(`\n── ${title} ${'─'.repeat(Math.max(0, 96 - title.length))}`)
}

/**
 * The outcome of a step and how long it took; under a failure everything that it printed.
 *
 * @param {boolean} passed
 * @param {string} step
 * @param {number} seconds
 * @param {string} output
 */
export function outcome(passed, step, seconds, output) {
  const line = `${step} (${duration(seconds)})`
  if (passed) print(`✓ ${line}`)
  else failure(line, output)
}

/**
 * A failure and everything that it printed.
 *
 * @param {string} line
 * @param {string} output
 */
export function failure(line, output) {
  print(`✗ ${line}`)
  if (output.trim() !== '') print(indent(output.trimEnd()))
}
