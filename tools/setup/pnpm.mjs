import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { prepareEnvironment } from '../lib/environment.mjs'
import { Failure } from '../lib/failure.mjs'
import { localPnpm } from '../lib/local-pnpm.mjs'
import { wantedPnpm } from '../lib/manifest.mjs'
import { commandLine, run, runOrFail } from '../lib/run.mjs'
import { say } from '../lib/say.mjs'
import { findVersion } from '../lib/version.mjs'
import { which } from '../lib/which.mjs'
import { asRoot, findRights } from './rights.mjs'

/**
 * The pnpm that package.json names, on the PATH of everything that runs after this. A pnpm of another version
 * that is already there is left alone: from version 9.7 on it switches to the named one by itself; beside an older one, and
 * where the global folder may not be written, the project keeps a copy of its own.
 *
 * @throws {Failure} where npm cannot install it
 */
export async function ensurePnpm() {
  const wanted = wantedPnpm()
  const present = which('pnpm')
  if (present !== undefined && (await versionOf(present, wanted)) === wanted) return

  if (present === undefined && (await installGlobally(wanted))) return
  await installLocally(wanted)
  say(`set-up: pnpm ${wanted} is in build/pnpm; to type pnpm yourself: npm install --global pnpm@${wanted}`)
}

/**
 * The version that runs in this project when one calls that pnpm.
 *
 * @param {string} program
 * @param {string} wanted
 */
async function versionOf(program, wanted) {
  // Reading a file takes a thousandth of starting pnpm.
  if (installedVersion(program) === wanted) return wanted
  const outcome = await run(program, ['--version'])
  return outcome.code === 0 ? findVersion(outcome.output) : undefined
}

/**
 * What the manifest beside an npm-installed pnpm says; undefined for other kinds of installation.
 *
 * @param {string} program
 */
function installedVersion(program) {
  const manifest = join(dirname(realpathSync(program)), '..', 'package.json')
  if (!existsSync(manifest)) return undefined
  const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return name === 'pnpm' ? version : undefined
}

/**
 * @param {string} wanted
 * @returns {Promise<boolean>} whether pnpm is on the PATH now
 */
async function installGlobally(wanted) {
  const npm = findNpm()
  const install = [npm, 'install', '--global', `pnpm@${wanted}`]
  const rights = mayWrite(await globalFolder(npm)) ? 'root' : await findRights()
  if (rights !== 'root' && rights !== 'sudo') return false
  // sudo's own PATH may not reach the Node in use.
  const path = { PATH: process.env.PATH ?? '' }
  const [command = '', ...args] = rights === 'root' ? install : asRoot(rights, install, path)
  say(`set-up: installing pnpm ${wanted} (${commandLine(['npm', ...install.slice(1)])})`)
  await runOrFail(command, args, { advice: 'check that npm can reach its registry, then run the same command again' })
  // npm's folder of global programs need not be on the PATH.
  return which('pnpm') !== undefined
}

/** @param {string} wanted */
async function installLocally(wanted) {
  say(`set-up: installing pnpm ${wanted} for this project alone`)
  const args = ['install', '--prefix', localPnpm.folder, '--no-save', '--no-package-lock', `pnpm@${wanted}`]
  await runOrFail(findNpm(), args, { advice: 'check that npm can reach its registry, then run the same command again' })
  prepareEnvironment()
}

function findNpm() {
  const npm = which('npm')
  if (npm === undefined) throw new Failure('npm is not on the PATH; it comes with Node.js')
  return npm
}

/** @param {string} npm */
async function globalFolder(npm) {
  return (await run(npm, ['root', '--global'])).stdout.trim()
}

/**
 * Whether a file can be put there: the folder, or the nearest one above it that exists, can be written.
 *
 * @param {string} folder
 */
function mayWrite(folder) {
  let nearest = folder
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  try {
    accessSync(nearest, constants.W_OK)
    return true
  } catch {
    return false
  }
}
