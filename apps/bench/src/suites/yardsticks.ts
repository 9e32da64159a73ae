import type { DType } from '@blasnet/native'
import type { Measurement } from '../measure/interleave.ts'
import { dtypeName } from '../measure/network-name.ts'
import { copyBytes, peakSize, yardstickOn } from '../measure/peak.ts'
import type { Result, Suite } from '../results/document.ts'

/** What is measured, and what its samples mean: a result without its seconds. */
export interface Planned {
  readonly result: Omit<Result, 'seconds'>
  readonly measure: Measurement
}

/** Rows of the matrices of a quick look, an eighth of the work: some percent below what larger ones reach. */
const quickSize = 1024

export interface YardstickOptions {
  readonly suite: Suite
  readonly dtypes: readonly DType[]
  readonly threads: readonly number[]
  /** Memory bandwidth too. */
  readonly copy: boolean
  readonly quick: boolean
}

/** Matrix product and copy for every dtype and number of threads of a suite, to be measured in turn with it. */
export async function planYardsticks({ suite, dtypes, threads, copy, quick }: YardstickOptions) {
  const size = quick ? quickSize : peakSize
  const planned: Planned[] = []
  const stops: (() => Promise<void>)[] = []
  for (const count of threads) {
    for (const dtype of dtypes) {
      const { measure, stop } = await yardstickOn(count, { kind: 'gemm', dtype, size })
      stops.push(stop)
      const setup = { kind: 'gemm', size, dtype, threads: count }
      const id = `${suite}/peak/gemm-${size}/${dtypeName(dtype)}/t${count}`
      planned.push({ measure, result: { id, suite, setup, work: { flops: count * 2 * size ** 3 } } })
    }
    if (!copy) continue
    const { measure, stop } = await yardstickOn(count, { kind: 'copy' })
    stops.push(stop)
    const setup = { kind: 'copy', threads: count }
    planned.push({
      measure,
      result: { id: `${suite}/peak/copy/t${count}`, suite, setup, work: { bytes: count * copyBytes } },
    })
  }
  const stop = async () => {
    await Promise.all(stops.map(one => one()))
  }
  return { planned, stop }
}

/** Whether a result is a yardstick and not a measurement of blasnet. */
export function isYardstick({ setup }: Result): boolean {
  return setup.kind === 'gemm' || setup.kind === 'copy'
}

/** The matrix product to compare a result with: the same dtype and number of threads. */
export function peakOf(results: readonly Result[], { setup }: Result): Result | undefined {
  return results.find(
    one => one.setup.kind === 'gemm' && one.setup.dtype === setup.dtype && one.setup.threads === setup.threads,
  )
}

/** The copy to compare a result with: the same number of threads. */
export function copyOf(results: readonly Result[], { setup }: Result): Result | undefined {
  return results.find(one => one.setup.kind === 'copy' && one.setup.threads === setup.threads)
}

/** `sgemm 2048³` or `dgemm 2048³`. */
export function peakName({ setup }: Result): string {
  return `${setup.dtype === 'float32' ? 's' : 'd'}gemm ${setup.size}³`
}
