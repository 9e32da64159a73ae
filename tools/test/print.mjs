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
 * One line of outcome, and under a failure everything that it printed.
 *
 * @param {boolean} passed
 * @param {string} text
 * @param {number} seconds
 * @param {string} [output]
 */
export function outcome(passed, text, seconds, output = '') {
  print(`${passed ? '✓' : '✗'} ${text} (${duration(seconds)})`)
  if (!passed && output.trim() !== '') print(indent(output.trimEnd()))
}
