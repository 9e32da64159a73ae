import type { Network } from '@blasnet/core'
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
  const { labels, probabilities, units } = await network.predict(batch.inputs)
  const { classNames } = batch
  return batch.images.map((image, i) => ({
    ...image,
    predicted: labels[i]!,
    probabilities: Array.from(probabilities.subarray(i * units, (i + 1) * units)),
    ...(classNames && { classNames }),
  }))
}
