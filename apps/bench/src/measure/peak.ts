import { type DType, gemm } from '@blasnet/native'
import { type Measurement, timed } from './interleave.ts'

/** Rows and columns of the product that stands for what one core can do. */
export const peakSize = 2048

/** Floating-point operations of one {@link sgemmPeak} measurement. */
export const peakFlops = 2 * peakSize ** 3

/** A 2048³ matrix product on the calling thread, through the same OpenBLAS that training uses. */
export function sgemmPeak(dtype: DType): Measurement {
  const matrix = (value: number) => {
    const size = peakSize * peakSize
    return dtype === 'float32' ? new Float32Array(size).fill(value) : new Float64Array(size).fill(value)
  }
  const [a, b, c] = [matrix(0.5), matrix(0.25), matrix(0)]
  return () => timed(() => gemm({ m: peakSize, n: peakSize, k: peakSize, a, b, c }))
}
