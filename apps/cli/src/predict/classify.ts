import type { Network } from '@blasnet/core'
import { classProbabilities } from '../models/class-probabilities.ts'
import type { ImageBatch } from './image-batch.ts'

type Image = ImageBatch['images'][number]

/** An image and what the network makes of it. */
export interface Classified {
  readonly source: Image['source']
  readonly picture: Image['picture']
  readonly preparation?: NonNullable<Image['preparation']>
  readonly predicted: number
  /** Of every class, summing to 1. */
  readonly probabilities: readonly number[]
  readonly label?: number
  /** Name of each class, where known. */
  readonly classNames?: readonly string[]
}

/** Classifies a batch of images in one pass. */
export async function classify(network: Pick<Network, 'predict'>, batch: ImageBatch): Promise<Classified[]> {
  const prediction = await network.predict(batch.inputs)
  const { classes, probabilities } = classProbabilities(prediction)
  const { classNames } = batch
  return batch.images.map((image, i) => ({
    ...image,
    predicted: prediction.labels[i]!,
    probabilities: Array.from(probabilities.subarray(i * classes, (i + 1) * classes)),
    ...(classNames && { classNames }),
  }))
}
