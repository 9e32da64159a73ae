import { types } from 'node:util'
import { checkInteger, OptionError } from '@blasnet/check'
import { InputDataError } from '../errors.ts'
import { type Augmentation, checkAugmentation } from './augmentation.ts'
import type { CheckedData } from './check-data.ts'

/** How images of one size are distorted. */
export type ImageAugmentation = Augmentation & { readonly width: number; readonly height: number }

/** Longest side of an image. */
const MAX_SIDE = 4096

/** @throws OptionError */
export function checkImageAugmentation(option: string, value: unknown): ImageAugmentation | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'object' || value === null) throw new OptionError(option, 'a plain object', value)
  const { width, height, ...augmentation } = value as Record<string, unknown>
  const side = { min: 1, max: MAX_SIDE }
  return {
    width: checkInteger(`${option}.width`, width, side),
    height: checkInteger(`${option}.height`, height, side),
    ...checkAugmentation(option, augmentation),
  }
}

/**
 * That the inputs are images of the size given, in bytes.
 *
 * @throws InputDataError
 */
export function checkImages(
  name: string,
  { inputs }: CheckedData,
  features: number,
  { width, height }: ImageAugmentation,
): void {
  if (!types.isUint8Array(inputs))
    throw new InputDataError(`${name}.inputs`, 'bytes, as augmentation is given', inputs.constructor.name)
  if (width * height !== features)
    throw new InputDataError(
      `${name}.inputs`,
      `images of ${width} · ${height} = ${width * height} values, as augmentation has it`,
      `${features} a sample`,
    )
}
