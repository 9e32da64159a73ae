import { checkInteger } from '@blasnet/check'
import type { Dataset } from '../dataset.ts'
import { checkDataset } from './check-dataset.ts'

/**
 * The first `count` samples, as a view: no copy is made, and the memory stays that of `dataset`.
 *
 * @throws {@link OptionError} unless `count` is an integer from 1 to the number of samples.
 */
export function firstSamples(dataset: Dataset, count: number): Dataset {
  checkDataset(dataset)
  checkInteger('count', count, { min: 1, max: dataset.count })
  return view(dataset, 0, count, `first ${count}`)
}

/** The last `count` samples in their order, as a view like that of {@link firstSamples}. */
export function lastSamples(dataset: Dataset, count: number): Dataset {
  checkDataset(dataset)
  checkInteger('count', count, { min: 1, max: dataset.count })
  return view(dataset, dataset.count - count, dataset.count, `last ${count}`)
}

function view(dataset: Dataset, begin: number, end: number, part: string): Dataset {
  const { features } = dataset
  return Object.freeze({
    ...dataset,
    name: `${dataset.name}, ${part}`,
    inputs: dataset.inputs.subarray(begin * features, end * features),
    labels: dataset.labels.subarray(begin, end),
    count: end - begin,
  })
}
