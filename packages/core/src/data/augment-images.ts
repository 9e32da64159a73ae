import { types } from 'node:util'
import { checkInteger, checkObject, OptionError } from '@blasnet/check'
import { augment } from '@blasnet/native'
import { type Augmentation, checkAugmentation } from './augmentation.ts'

export interface AugmentImagesOptions {
  /** Integer 0 … 2⁵³ − 1. Equal seeds give equal images, on every machine. */
  readonly seed: number
  /** Which images, each as often as it should appear. Default: all of them, once. */
  readonly indices?: ArrayLike<number>
}

const SIDE = { min: 1, max: 4096 }

/**
 * Randomly distorted copies of grey images, one for each index: what image i of the result looks like depends on its
 * original, `seed` and i alone.
 *
 * @param images [count, height · width] bytes, row by row
 * @param size sides of an image, each 1 … 4096 pixels
 * @returns [indices, height · width]
 * @throws OptionError
 * @example
 * const elastic = { strength: 36, smoothness: 5 }
 * const more = augmentImages(mnist.train.inputs, { width: 28, height: 28 }, { rotation: 15, elastic }, { seed: 1 })
 */
export function augmentImages(
  images: Uint8Array,
  size: { readonly width: number; readonly height: number },
  augmentation: Augmentation,
  options: AugmentImagesOptions,
): Uint8Array<ArrayBuffer> {
  if (!types.isUint8Array(images)) throw new OptionError('images', 'a Uint8Array', images)
  const given = checkObject('size', size, ['width', 'height'])
  const width = checkInteger('size.width', given.width, SIDE)
  const height = checkInteger('size.height', given.height, SIDE)
  const pixels = width * height
  if (images.length % pixels !== 0) {
    throw new OptionError('images', `a multiple of width · height = ${pixels} bytes`, images)
  }
  const checked = checkAugmentation('augmentation', augmentation)
  const { seed, indices } = checkObject('options', options, ['seed', 'indices'])
  const rows = checkIndices(indices, images.length / pixels)
  const out = new Uint8Array(rows.length * pixels)
  augment({
    ...{ inputs: images, width, height, indices: rows, augmentation: checked, out },
    seed: checkInteger('seed', seed, { min: 0 }),
  })
  return out
}

function checkIndices(indices: unknown, count: number): Uint32Array {
  if (indices === undefined) return Uint32Array.from({ length: count }, (_, i) => i)
  if (!Array.isArray(indices) && !types.isTypedArray(indices)) {
    throw new OptionError('indices', 'an array of integers', indices)
  }
  if (count === 0 && indices.length > 0) throw new OptionError('indices', 'none, as there are no images', indices)
  return Uint32Array.from(indices as ArrayLike<unknown>, (index, i) => {
    return checkInteger(`indices[${i}]`, index, { min: 0, max: count - 1 })
  })
}
