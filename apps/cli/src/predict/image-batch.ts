import type { Network } from '@blasnet/core'
import type { Dataset } from '@blasnet/datasets'
import { expandIndexList, type IndexRange } from '../data/index-list.ts'
import { samplePicture } from '../data/sample-picture.ts'
import { loadDataSource } from '../data/source.ts'
import type { Split } from '../data/split.ts'
import { Failure } from '../errors/failure.ts'
import type { Invert, PreparedPicture } from '../images/prepare.ts'
import { readPicture } from '../images/read-picture.ts'
import { checkFit } from '../models/check-fit.ts'
import type { Picture } from '../terminal/picture.ts'

/** Where an image to classify comes from. */
export type ImageSource =
  | { readonly file: string }
  | { readonly data: string; readonly split: Split; readonly index: number }

/** Images ready for the network, [count, inputs]. */
export interface ImageBatch {
  readonly inputs: Dataset['inputs']
  readonly images: readonly {
    readonly source: ImageSource
    /** What the network sees; undefined where samples are no pictures. */
    readonly picture: Picture | undefined
    /** How a file became that. */
    readonly preparation?: Omit<PreparedPicture, 'pixels'>
    /** True class, for images of a data set. */
    readonly label?: number
  }[]
  readonly classNames?: readonly string[]
}

/**
 * Reads PNG files as the network's inputs: its number of inputs must be a square.
 *
 * @throws Failure, PictureError
 */
export async function filesBatch(
  network: Pick<Network, 'inputs'>,
  files: readonly string[],
  invert: Invert,
): Promise<ImageBatch> {
  const side = squareSide(network.inputs)
  const prepared: PreparedPicture[] = []
  // One after the other: a picture of 25 million pixels may take 700 MB while it is decoded.
  for (const file of files) prepared.push(await readPicture(file, side, invert))
  const inputs = new Uint8Array(files.length * network.inputs)
  for (const [i, { pixels }] of prepared.entries()) inputs.set(pixels, i * network.inputs)
  const images = prepared.map(({ pixels, ...preparation }, i) => {
    return { source: { file: files[i]! }, picture: { width: side, height: side, pixels }, preparation }
  })
  return { inputs, images }
}

function squareSide(inputs: number): number {
  const side = Math.round(Math.sqrt(inputs))
  if (side * side === inputs) return side
  throw new Failure(
    `the model takes ${inputs} inputs, which is no square picture; PNG files need one with 784 (28 × 28) or another square`,
  )
}

/**
 * Takes images of a data set by index.
 *
 * @throws UsageError, OptionError, Failure, DataError
 */
export async function dataBatch(
  network: Pick<Network, 'inputs' | 'layers'>,
  { data, split, ranges }: { data: string; split: Split; ranges: readonly IndexRange[] },
): Promise<ImageBatch> {
  const dataset = (await loadDataSource(data))[split]
  checkFit(network, dataset)
  const indices = expandIndexList('--index', ranges, dataset.count)
  const { features } = dataset
  const inputs = allocateLike(dataset.inputs, indices.length * features)
  for (const [i, index] of indices.entries()) {
    inputs.set(dataset.inputs.subarray(index * features, (index + 1) * features), i * features)
  }
  const images = indices.map(index => {
    return { source: { data, split, index }, picture: samplePicture(dataset, index), label: dataset.labels[index]! }
  })
  return { inputs, images, ...(dataset.classNames && { classNames: dataset.classNames }) }
}

function allocateLike(values: Dataset['inputs'], length: number): Dataset['inputs'] {
  if (values instanceof Uint8Array) return new Uint8Array(length)
  return values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)
}
