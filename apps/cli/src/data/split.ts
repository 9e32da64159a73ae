import { type Dataset, type DatasetPair, firstSamples } from '@blasnet/datasets'
import { invalidValue } from '../errors/usage-error.ts'

export const splits = ['test', 'train'] as const
export type Split = (typeof splits)[number]

/**
 * One part of a data set, or its first samples.
 *
 * @throws UsageError when there are fewer samples than asked for
 */
export function takeSplit(pair: DatasetPair, split: Split, samples?: number): Dataset {
  const dataset = pair[split]
  if (samples === undefined || samples === dataset.count) return dataset
  if (samples > dataset.count) {
    throw invalidValue('--samples', `at most ${dataset.count}, the number of ${dataset.name}`, String(samples))
  }
  return firstSamples(dataset, samples)
}
