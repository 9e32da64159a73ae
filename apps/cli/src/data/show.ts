import { checkInteger } from '@blasnet/check'
import type { Augmentation } from '@blasnet/core'
import type { Dataset } from '@blasnet/datasets'
import { Failure } from '../errors/failure.ts'
import type { Picture } from '../terminal/picture.ts'
import { augmentedPictures } from './augmented-pictures.ts'
import { expandIndexList, type IndexRange } from './index-list.ts'
import { samplePicture } from './sample-picture.ts'
import { loadDataSource } from './source.ts'
import type { Split } from './split.ts'

export interface ShowOptions {
  readonly split: Split
  /** Which samples; without, the first `count` there are, or of `class`. */
  readonly ranges?: readonly IndexRange[] | undefined
  readonly class?: number | undefined
  readonly count: number
  readonly augment?: AugmentedVersions | undefined
}

/** What is to be shown beside every sample. */
export interface AugmentedVersions {
  readonly augmentation: Augmentation
  readonly versions: number
  readonly seed: number
}

/** One sample, labelled. */
export interface ShownSample {
  readonly index: number
  readonly label: number
  readonly name?: string
  readonly picture: Picture
  /** Randomly distorted copies of it. */
  readonly versions?: readonly Picture[]
}

/** Samples to draw. */
export interface ShowReport {
  readonly data: string
  readonly split: Split
  readonly dataset: string
  readonly augment?: AugmentedVersions
  readonly samples: readonly ShownSample[]
}

/**
 * Picks samples of a data set.
 *
 * @throws UsageError, OptionError; Failure when the samples are no pictures or the class has none
 */
export async function showData(data: string, options: ShowOptions): Promise<ShowReport> {
  const dataset = (await loadDataSource(data, 'data show'))[options.split]
  const { augment } = options
  const indices = pickIndices(dataset, options)
  const pictures = indices.map(index => {
    const picture = samplePicture(dataset, index)
    if (picture !== undefined) return picture
    throw new Failure(`${dataset.name}: its samples are rows of ${dataset.features} values and no pictures`)
  })
  const versions = augment === undefined ? undefined : await augmentedPictures(dataset, indices, augment)
  const samples = indices.map((index, i): ShownSample => {
    const label = dataset.labels[index]!
    const name = dataset.classNames?.[label]
    return {
      ...{ index, label, ...(name !== undefined && { name }), picture: pictures[i]! },
      ...(versions !== undefined && { versions: versions[i]! }),
    }
  })
  return { data, split: options.split, dataset: dataset.name, ...(augment !== undefined && { augment }), samples }
}

/** One sample in what `data show --json` prints. */
export function sampleJson({ picture, versions, ...sample }: ShownSample) {
  return {
    ...{ ...sample, width: picture.width, height: picture.height, pixels: Array.from(picture.pixels) },
    ...(versions !== undefined && { versions: versions.map(({ pixels }) => Array.from(pixels)) }),
  }
}

function pickIndices(dataset: Dataset, options: ShowOptions): number[] {
  if (options.ranges !== undefined) return expandIndexList('--index', options.ranges, dataset.count)
  const first = Math.min(options.count, dataset.count)
  if (options.class === undefined) return Array.from({ length: first }, (_, i) => i)
  const wanted = checkInteger('--class', options.class, { min: 0, max: dataset.classes - 1 })
  const found: number[] = []
  for (let i = 0; i < dataset.count && found.length < options.count; i++) {
    if (dataset.labels[i] === wanted) found.push(i)
  }
  if (found.length === 0) throw new Failure(`${dataset.name}: no samples of class ${wanted}`)
  return found
}
