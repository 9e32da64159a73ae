import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { scriptPath } from './script-path.ts'

/** A library to load before MKL, or why there is none. */
export type MklPreload =
  | { readonly kind: 'library'; readonly file: string }
  | { readonly kind: 'none'; readonly why: string }

/**
 * Builds the library that makes MKL treat this processor as one of Intel's, into `folder`. On processors of others MKL
 * keeps AVX-512 to itself: on a Zen 5 that is half of its speed, and the peer is to have all of it.
 */
export async function buildMklPreload(folder: string): Promise<MklPreload> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { kind: 'none', why: 'for Linux on x86-64 only' }
  if (await isIntel()) return { kind: 'none', why: 'this is an Intel processor: as it is' }
  const file = join(folder, 'mkl_as_on_intel.so')
  try {
    await promisify(execFile)('cc', ['-shared', '-fPIC', '-o', file, scriptPath('mkl_as_on_intel.c')])
    return { kind: 'library', file }
  } catch {
    return { kind: 'none', why: 'needs a C compiler, cc' }
  }
}

async function isIntel(): Promise<boolean> {
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '')
  return /^vendor_id\s*:\s*GenuineIntel/m.test(text)
}
