import { type DType, gemm } from '@blasnet/native'
import { type Measurement, timed } from './interleave.ts'
import { startTeam } from './team.ts'

/** Rows and columns of the product that stands for what a core can do. */
export const peakSize = 2048

/** Floating-point operations of one {@link sgemmPeak} measurement. */
export const peakFlops = 2 * peakSize ** 3

/** A matrix product of `size`³ on the calling thread, through the same OpenBLAS that training uses. */
export function sgemmPeak(dtype: DType, size = peakSize): Measurement {
  const matrix = (value: number) => {
    return dtype === 'float32' ? new Float32Array(size * size).fill(value) : new Float64Array(size * size).fill(value)
  }
  const [a, b, c] = [matrix(0.5), matrix(0.25), matrix(0)]
  return () => timed(() => gemm({ m: size, n: size, k: size, a, b, c }))
}

/** 128 MiB, larger than a cache; each copy reads and writes them. */
const copyLength = 2 ** 24

/** Bytes that one {@link memoryCopy} on one thread reads and writes. */
export const copyBytes = 2 * 8 * copyLength

/**
 * Copies 128 MiB by the C library's `memmove`, which streams blocks of this size past the caches: the nearest that
 * JavaScript gets to STREAM's copy.
 */
export function memoryCopy(): Measurement {
  const from = new Float64Array(copyLength).fill(1)
  const to = new Float64Array(copyLength).fill(2)
  return () => timed(() => to.set(from))
}

/** What a machine can do at best: the yardsticks of the measurements they run in turn with. */
export type Yardstick =
  | { readonly kind: 'gemm'; readonly dtype: DType; readonly size: number }
  | { readonly kind: 'copy' }

/** A yardstick on the calling thread. */
export function yardstick(which: Yardstick): Measurement {
  return which.kind === 'gemm' ? sgemmPeak(which.dtype, which.size) : memoryCopy()
}

/**
 * The same at once on `threads` threads, each with data of its own; seconds until the last has finished. With more
 * than one, threads are started, and must be ended by `stop`.
 */
export async function yardstickOn(
  threads: number,
  which: Yardstick,
): Promise<{ readonly measure: Measurement; readonly stop: () => Promise<void> }> {
  if (threads === 1) return { measure: yardstick(which), stop: async () => {} }
  return startTeam(threads, which)
}
