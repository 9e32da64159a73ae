import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/root.mjs'

/**
 * Where a test runner is to write its report; what an earlier run left there is gone.
 *
 * @param {string} name
 */
export function reportFile(name) {
  const folder = join(root, 'build', 'reports')
  const file = join(folder, name)
  mkdirSync(folder, { recursive: true })
  rmSync(file, { force: true })
  return file
}
