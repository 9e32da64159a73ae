import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './root.mjs'

/** The version of pnpm that the root package.json asks for, such as `10.34.8`. */
export function wantedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return parsePackageManager(packageManager)
}

/**
 * @param {unknown} text `pnpm@1.2.3`, or with a hash: `pnpm@1.2.3+sha512.…`
 */
export function parsePackageManager(text) {
  const version = /^pnpm@(\d+\.\d+\.\d+)(\+.*)?$/.exec(String(text))?.[1]
  if (version === undefined)
    throw new Failure(`package.json: packageManager: expected pnpm@x.y.z, received ${JSON.stringify(text)}`)
  return version
}
