import { Failure } from '../lib/failure.mjs'
import { isAtLeast } from '../lib/version.mjs'

/**
 * Node 20.19 or newer. Between 20 and 22.12 some versions lack `require` of ES modules, which a development
 * dependency (vite) needs: they are named here rather than refused by the package manager later.
 *
 * @param {string} version such as `20.19.0`
 */
export function isSupportedNode(version) {
  if (isAtLeast(version, '22.12')) return true
  return isAtLeast(version, '20.19') && !isAtLeast(version, '21')
}

/**
 * @param {string} version
 * @param {NodeJS.Platform} platform
 * @throws {Failure} on a Node or a system that blasnet does not run on
 */
export function checkNode(version = process.versions.node, platform = process.platform) {
  if (platform === 'win32') throw new Failure('Windows itself is not supported: use the Linux of WSL 2')
  if (!isSupportedNode(version))
    throw new Failure(`Node.js: expected 20.19 or newer of 20, or 22.12 or newer, received ${version}`)
}
