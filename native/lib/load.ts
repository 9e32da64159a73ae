import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BlasnetError } from '@blasnet/check'
import type { NativeAddon } from './addon-types.ts'

// lib/ and dist/ stand side by side, so both find the addon the same way.
const packageRoot = dirname(dirname(fileURLToPath(import.meta.url)))

const candidates = ['Release', 'Debug'].map(configuration => join(packageRoot, 'build', configuration, 'blasnet.node'))

/**
 * Loads the addon from the first of `paths` that works, by default from where it is built.
 *
 * @throws BlasnetError (ERR_BLASNET_ADDON) that lists every path tried and the fix.
 */
export function loadAddon(paths: readonly string[] = candidates): NativeAddon {
  const require = createRequire(import.meta.url)
  const failures: string[] = []
  for (const path of paths) {
    if (!existsSync(path)) {
      failures.push(`  ${path}: does not exist`)
      continue
    }
    try {
      return require(path) as NativeAddon
    } catch (error) {
      failures.push(`  ${path}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new BlasnetError(
    'ERR_BLASNET_ADDON',
    `Cannot load the native addon for ${process.platform}-${process.arch}, Node ${process.version}. Tried:\n` +
      `${failures.join('\n')}\nRun "npm run setup && pnpm build" in the root of the repository to build it.`,
  )
}
