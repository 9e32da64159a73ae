import { closeSync, openSync } from 'node:fs'
import { run } from '../lib/run.mjs'
import { which } from '../lib/which.mjs'

/**
 * How this process can act as root: it is root; through sudo, which needs no password or may ask for one on the
 * terminal; or not at all.
 *
 * @typedef {'root' | 'sudo' | 'ask' | 'none'} Rights
 *
 * @returns {Promise<Rights>}
 */
export async function findRights() {
  if (process.getuid?.() === 0) return 'root'
  if (which('sudo') === undefined) return 'none'
  if ((await run('sudo', ['-n', 'true'])).code === 0) return 'sudo'
  return process.stdin.isTTY && process.stderr.isTTY && hasTerminal() ? 'ask' : 'none'
}

/** Whether sudo could ask: a terminal that is connected but does not control the process will not do. */
function hasTerminal() {
  try {
    closeSync(openSync('/dev/tty', 'r+'))
    return true
  } catch {
    return false
  }
}

/**
 * A command with what goes before it to run as root. The variables are named on the line, because sudo keeps
 * none of the environment.
 *
 * @param {Rights} rights
 * @param {readonly string[]} command
 * @param {Record<string, string>} [variables]
 * @returns {string[]}
 */
export function asRoot(rights, command, variables = {}) {
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  const withSettings = settings.length === 0 ? [...command] : ['env', ...settings, ...command]
  if (rights === 'root') return withSettings
  return rights === 'sudo' ? ['sudo', '-n', ...withSettings] : ['sudo', ...withSettings]
}
