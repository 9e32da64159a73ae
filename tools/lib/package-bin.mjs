import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * The path of a program that a development dependency of the root package brings along.
 *
 * @param {'biome' | 'tsc' | 'turbo' | 'vitest'} name
 */
export function packageBin(name) {
  return join(root, 'node_modules', '.bin', name)
}
