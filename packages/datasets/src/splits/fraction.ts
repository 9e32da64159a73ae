import { checkInteger, checkNumber, checkObject, OptionError } from '@blasnet/check'
import type { Dataset } from '../dataset.ts'
import { checkDataset } from './check-dataset.ts'
import { divide, drawToFront } from './pick.ts'
import { createDraw } from './random.ts'

export interface SplitOptions {
  /** 0 … 2⁵³ − 1; the same seed makes the same split on every machine. Default 0. */
  readonly seed?: number
}

/**
 * Divides the samples at random: round(fraction · count) of them in the first part, the others in the second.
 *
 * Both parts keep the order of `dataset` and are copies in shared memory.
 *
 * ```ts
 * const [train, validation] = splitFraction(mnist.train, 0.8, { seed: 1 })
 * ```
 * @throws {@link OptionError} unless 0 < fraction < 1 and both parts get at least one sample.
 */
export function splitFraction(dataset: Dataset, fraction: number, options: SplitOptions = {}): [Dataset, Dataset] {
  const size = partSize(dataset, fraction)
  const draw = createDraw(checkSeed(options))
  const chosen = new Uint8Array(dataset.count)
  const all = Uint32Array.from(chosen, (_, index) => index)
  for (const index of drawToFront(all, size, draw)) chosen[index] = 1
  return divide(dataset, chosen, dataset.name)
}

/** Samples of the first part. */
export function partSize(dataset: Dataset, fraction: number): number {
  checkDataset(dataset)
  checkNumber('fraction', fraction, { min: 0, exclusiveMin: true, max: 1, exclusiveMax: true })
  const size = Math.round(fraction * dataset.count)
  if (size === 0 || size === dataset.count) {
    throw new OptionError('fraction', `a share that leaves a sample in each part of ${dataset.count}`, fraction)
  }
  return size
}

export function checkSeed(options: SplitOptions): number {
  const { seed = 0 } = checkObject('options', options, ['seed'])
  return checkInteger('seed', seed, { min: 0 })
}
