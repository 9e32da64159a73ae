import { commandLine } from '../lib/run.mjs'

/** @typedef {import('./requirements.mjs').PackageManager} PackageManager */

/**
 * The commands, one after the other, that install packages.
 *
 * @param {PackageManager} manager
 * @param {readonly string[]} packages
 * @returns {string[][]}
 */
export function installCommands(manager, packages) {
  switch (manager) {
    case 'apt':
      return [
        ['apt-get', 'update'],
        ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages],
      ]
    case 'dnf':
      return [['dnf', 'install', ...packages]]
    case 'pacman':
      return [['pacman', '-S', '--needed', ...packages]]
    case 'brew':
      return [['brew', 'install', ...packages]]
  }
}

/**
 * The line that a person types to run these commands, with sudo where they need it.
 *
 * @param {PackageManager} manager
 * @param {readonly string[]} packages
 * @param {boolean} asRoot true: whoever types it is root already
 */
export function installLine(manager, packages, asRoot) {
  const sudo = asRoot || manager === 'brew' ? [] : ['sudo']
  return installCommands(manager, packages)
    .map(command => commandLine([...sudo, ...command]))
    .join(' && ')
}
