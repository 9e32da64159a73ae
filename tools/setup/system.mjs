import { Failure } from '../lib/failure.mjs'
import { describeFailure, indent, run, runOrFail } from '../lib/run.mjs'
import { say } from '../lib/say.mjs'
import { which } from '../lib/which.mjs'
import { installCommands, installLine } from './commands.mjs'
import { packageManager } from './platform.mjs'
import { findMissing } from './requirements.mjs'
import { asRoot, findRights } from './rights.mjs'

/** @typedef {Awaited<ReturnType<typeof findMissing>>} Missing */

/**
 * Compiler, CMake, Ninja, pkg-config and the libraries: installs what is missing on Debian and its relatives, given
 * the rights.
 *
 * @param {readonly import('./requirements.mjs').Requirement[]} requirements
 * @throws {Failure} with the exact command to run where it cannot be done from here
 */
export async function ensureSystem(requirements) {
  const missing = await findMissing(requirements)
  if (missing.length === 0) return
  const manager = packageManager()
  const packages = packagesFor(missing, manager)
  const rights = manager === 'apt' ? await findRights() : 'none'
  if (manager !== 'apt' || rights === 'none') throw new Failure(howToInstall(missing, manager, packages))

  say(`set-up: missing: ${missing.map(({ requirement }) => requirement.name).join(', ')}`)
  await installWithApt(packages, rights)
  const left = await findMissing(requirements)
  if (left.length > 0) throw new Failure(stillMissing(left, packages))
}

/**
 * @param {readonly string[]} packages
 * @param {import('./rights.mjs').Rights} rights
 */
async function installWithApt(packages, rights) {
  if (rights === 'ask') say('set-up: sudo may ask for your password')
  const variables = { DEBIAN_FRONTEND: 'noninteractive' }
  const [update = [], install = []] = installCommands('apt', packages).map(words => asRoot(rights, words, variables))
  const live = rights === 'ask'

  say('set-up: reading the lists of packages (apt-get update)')
  const updated = await run(update[0] ?? '', update.slice(1), { live })
  // One source out of order must not stop the rest: whether the packages can be had shows next.
  if (updated.code !== 0) say(`set-up: ${describeFailure(update, updated)}`)

  say(`set-up: installing ${packages.join(' ')} (apt-get install)`)
  const outcome = await runOrFail(install[0] ?? '', install.slice(1), {
    live,
    advice: 'put right what it names (network, package sources, disk space), then run the same command again',
  })
  say(`set-up: packages installed in ${Math.round(outcome.seconds)} s`)
}

/**
 * @param {Missing} missing
 * @param {import('./requirements.mjs').PackageManager | undefined} manager
 */
export function packagesFor(missing, manager) {
  if (manager === undefined) return []
  return [...new Set(missing.flatMap(({ requirement }) => requirement.packages[manager]))]
}

/**
 * What a person has to do where the set-up may not install.
 *
 * @param {Missing} missing
 * @param {import('./requirements.mjs').PackageManager | undefined} manager
 * @param {readonly string[]} packages
 * @param {{ root: boolean, sudo: boolean }} [here]
 */
export function howToInstall(
  missing,
  manager,
  packages,
  here = { root: process.getuid?.() === 0, sudo: which('sudo') !== undefined },
) {
  const lines = ['missing:', indent(listOf(missing))]
  if (manager === undefined) return [...lines, 'install them with the package manager of this system'].join('\n')
  const compiler = missing.some(({ requirement }) => requirement.packages.brew.length === 0)
  if (manager === 'brew' && compiler) lines.push('for the compiler run:', indent('xcode-select --install'))
  if (packages.length > 0) {
    // Without sudo the line is for root's shell.
    const rootsShell = here.root || !here.sudo
    lines.push(!here.root && rootsShell && manager !== 'brew' ? 'run, as root:' : 'run:')
    lines.push(indent(installLine(manager, packages, rootsShell)))
  }
  return [...lines, 'and then the same command again'].join('\n')
}

/**
 * @param {Missing} left
 * @param {readonly string[]} packages
 */
function stillMissing(left, packages) {
  const advice = 'this release of the system is older than blasnet needs; Debian 12 and Ubuntu 24.04 have all of it'
  return `${packages.join(' ')} installed, but still missing:\n${indent(listOf(left))}\n${advice}`
}

/** @param {Missing} missing */
function listOf(missing) {
  return missing.map(({ requirement, problem }) => `${requirement.name}: ${problem}`).join('\n')
}
