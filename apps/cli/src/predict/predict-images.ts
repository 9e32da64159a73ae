import { loadNetwork } from '@blasnet/core'
import type { IndexRange } from '../data/index-list.ts'
import type { Split } from '../data/split.ts'
import type { Invert } from '../images/prepare.ts'
import { locateModel } from '../models/locate-model.ts'
import { trainedOn } from '../models/trained-on.ts'
import { type Classified, classify } from './classify.ts'
import { dataBatch, filesBatch } from './image-batch.ts'

export interface PredictOptions {
  /** PNG files. */
  readonly files: readonly string[]
  readonly invert: Invert
  /** Images of a data set. */
  readonly ranges: readonly IndexRange[]
  /** Default: what the model was trained on. */
  readonly data?: string | undefined
  readonly split: Split
}

export interface PredictionReport {
  readonly model: string
  /** Files first, then images of the data set, each as asked for. */
  readonly images: readonly Classified[]
}

/** Classifies PNG files and images of a data set with a saved model. */
export async function predictImages(model: string, options: PredictOptions): Promise<PredictionReport> {
  const { files, invert, ranges, split } = options
  const file = await locateModel(model)
  using network = await loadNetwork(file)
  const images: Classified[] = []
  if (files.length > 0) images.push(...(await classify(network, await filesBatch(network, files, invert))))
  if (ranges.length > 0) {
    const data = options.data ?? (await trainedOn(file))
    images.push(...(await classify(network, await dataBatch(network, { data, split, ranges }))))
  }
  return { model: file, images }
}
