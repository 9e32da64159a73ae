import { readFileSync } from 'node:fs'

/** @typedef {import('./requirements.mjs').PackageManager} PackageManager */

const FAMILIES = /** @type {const} */ ({
  debian: 'apt',
  ubuntu: 'apt',
  fedora: 'dnf',
  rhel: 'dnf',
  arch: 'pacman',
})

/**
 * The package manager of this system; undefined for one that the set-up does not know.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} osRelease the text of /etc/os-release; '' where there is none
 * @returns {PackageManager | undefined}
 */
export function packageManager(platform = process.platform, osRelease = readOsRelease()) {
  if (platform === 'darwin') return 'brew'
  const names = [...fields(osRelease, 'ID'), ...fields(osRelease, 'ID_LIKE')]
  const family = names.find(name => name in FAMILIES)
  return family === undefined ? undefined : FAMILIES[/** @type {keyof typeof FAMILIES} */ (family)]
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8')
  } catch {
    return ''
  }
}

/**
 * @param {string} osRelease
 * @param {string} key
 */
function fields(osRelease, key) {
  const value = new RegExp(`^${key}=["']?([^"'\n]*)`, 'm').exec(osRelease)?.[1] ?? ''
  return value.split(/\s+/).filter(word => word !== '')
}
