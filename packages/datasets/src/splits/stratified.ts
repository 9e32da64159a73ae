import type { Dataset } from '../dataset.ts'
import { checkSeed, partSize, type SplitOptions } from './fraction.ts'
import { divide, drawToFront } from './pick.ts'
import { createDraw } from './random.ts'

/**
 * Divides the samples at random as {@link splitFraction} does, each class in the same proportion: of a class with n
 * samples the first part gets fraction · n, rounded down or up so that the parts have the sizes of `splitFraction`.
 *
 * Both parts keep the order of `dataset` and are copies in shared memory.
 *
 * @throws {@link OptionError} unless 0 < fraction < 1 and both parts get at least one sample.
 */
export function splitStratified(dataset: Dataset, fraction: number, options: SplitOptions = {}): [Dataset, Dataset] {
  const size = partSize(dataset, fraction)
  const draw = createDraw(checkSeed(options))
  const members = membersByClass(dataset)
  const quotas = shares(
    members.map(each => each.length),
    fraction,
    size,
  )
  const chosen = new Uint8Array(dataset.count)
  for (const [index, quota] of quotas.entries()) {
    for (const sample of drawToFront(members[index] as Uint32Array, quota, draw)) chosen[sample] = 1
  }
  return divide(dataset, chosen, dataset.name)
}

/** Samples of each class that occurs, classes in ascending order. */
function membersByClass({ labels }: Dataset): Uint32Array[] {
  const members = new Map<number, number[]>()
  for (const [sample, label] of labels.entries()) {
    const list = members.get(label)
    if (list === undefined) members.set(label, [sample])
    else list.push(sample)
  }
  return [...members].sort(([a], [b]) => a - b).map(([, samples]) => Uint32Array.from(samples))
}

/** ⌊fraction · n⌋ of each class, and one more where the remainder is largest until `size` is reached (Hamilton). */
function shares(counts: readonly number[], fraction: number, size: number): number[] {
  const quotas = counts.map(count => Math.floor(fraction * count))
  const remainder = (index: number) => fraction * (counts[index] as number) - (quotas[index] as number)
  const missing = size - quotas.reduce((sum, quota) => sum + quota, 0)
  const order = counts.map((_, index) => index).sort((a, b) => remainder(b) - remainder(a) || a - b)
  for (const index of order.slice(0, missing)) quotas[index]! += 1
  return quotas
}
