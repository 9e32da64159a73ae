import { spawn } from 'node:child_process'
import { Failure } from './failure.mjs'
import { root } from './root.mjs'

/**
 * @typedef {object} Outcome
 * @property {number} code the exit status; 127 where the command does not exist, 128 + n after signal n
 * @property {string} output stdout and stderr in the order in which they came; empty where `live`
 * @property {string} stdout
 * @property {number} seconds
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the repository's root unless given
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [live] true: the command writes to (and reads from) the terminal itself
 * @property {string} [input] text for its stdin; without it stdin is empty
 */

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }

/**
 * Runs a command without a shell, and says how it ended; never rejects for a status or a missing command.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { cwd = root, env = process.env, live = false, input } = {}) {
  const started = performance.now()
  return new Promise(resolve => {
    const piped = input === undefined ? 'ignore' : 'pipe'
    const child = spawn(command, args, { cwd, env, stdio: live ? 'inherit' : [piped, 'pipe', 'pipe'] })
    let output = ''
    let stdout = ''
    child.stdout?.setEncoding('utf8').on('data', text => {
      output += text
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', text => {
      output += text
    })
    /** @param {number} code */
    const end = code => resolve({ code, output, stdout, seconds: (performance.now() - started) / 1000 })
    child.on('error', error => {
      output += `${error.message}\n`
      end(127)
    })
    child.on('close', (code, signal) => {
      end(code ?? 128 + (SIGNALS[/** @type {keyof typeof SIGNALS} */ (signal)] ?? 0))
    })
    // A command that ends without reading its input is no error of ours.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

/**
 * Runs a command that has to succeed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions & { advice?: string }} [options] advice: what to do when it fails
 * @returns {Promise<Outcome>}
 * @throws {Failure} with the command, its last lines and the advice
 */
export async function runOrFail(command, args, { advice, ...options } = {}) {
  const outcome = await run(command, args, options)
  if (outcome.code !== 0) throw new Failure(describeFailure([command, ...args], outcome, advice))
  return outcome
}

/**
 * @param {readonly string[]} command
 * @param {Outcome} outcome
 * @param {string} [advice]
 */
export function describeFailure(command, outcome, advice) {
  const tail = lastLines(outcome.output, 30)
  return [
    `${commandLine(command)} failed (status ${outcome.code})`,
    ...(tail === '' ? [] : [`its last lines:\n${indent(tail)}`]),
    ...(advice === undefined ? [] : [advice]),
  ].join('\n')
}

/**
 * The last lines of a text, without the empty ones at its end.
 *
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}

/** @param {string} text */
export function indent(text) {
  return text.replace(/^(?=.)/gm, '    ')
}

/**
 * A command as it would be typed into a shell.
 *
 * @param {readonly string[]} words
 */
export function commandLine(words) {
  return words.map(word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}
