import { existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { localPnpm } from './local-pnpm.mjs'

const QUIET = {
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  npm_config_update_notifier: 'false',
  npm_config_fund: 'false',
  npm_config_audit: 'false',
}

const KEG_ONLY = ['/opt/homebrew/opt/openblas/lib/pkgconfig', '/usr/local/opt/openblas/lib/pkgconfig']

/**
 * Prepares this process's environment for everything that it starts: no telemetry, no questions about
 * updates, the project's own pnpm (if there is one) first on the PATH, and on macOS the OpenBLAS that
 * Homebrew keeps outside pkg-config's usual places.
 *
 * @param {NodeJS.ProcessEnv} env changed in place
 */
export function prepareEnvironment(env = process.env) {
  Object.assign(env, QUIET)
  prepend(env, 'PATH', [localPnpm.bin])
  if (process.platform === 'darwin') prepend(env, 'PKG_CONFIG_PATH', KEG_ONLY)
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @param {readonly string[]} folders those that exist and are not there yet are put in front
 */
export function prepend(env, name, folders) {
  const present = (env[name] ?? '').split(delimiter).filter(folder => folder !== '')
  const fresh = folders.filter(folder => existsSync(folder) && !present.includes(folder))
  if (fresh.length > 0) env[name] = [...fresh, ...present].join(delimiter)
}
