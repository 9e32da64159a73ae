import type { Dataset } from '@blasnet/datasets'
import { Failure } from '../errors/failure.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Picture } from '../terminal/picture.ts'
import type { AugmentedVersions } from './show.ts'

const MOST_PICTURES = 100_000

/**
 * Variations of each of the samples, which depend on the seed and on what place each stands at.
 *
 * @throws Failure when the samples are no bytes; UsageError for more than anybody can look at
 */
export async function augmentedPictures(
  { image, inputs, name }: Dataset,
  indices: readonly number[],
  { augmentation, versions, seed }: AugmentedVersions,
): Promise<Picture[][]> {
  if (image === undefined || !(inputs instanceof Uint8Array)) {
    throw new Failure(`${name}: its pixels are no bytes, which --augment changes`)
  }
  if (indices.length * versions > MOST_PICTURES) {
    const expected = `at most ${MOST_PICTURES} variations of all images together`
    throw new UsageError(`--versions: expected ${expected}, received ${versions} of ${indices.length} images`)
  }
  // Here, so that everything else needs no addon.
  const { augmentImages } = await import('@blasnet/core')
  const repeated = indices.flatMap(index => Array<number>(versions).fill(index))
  const size = image.width * image.height
  const pixels = augmentImages(inputs, image, augmentation, { seed, indices: repeated })
  const picture = (i: number): Picture => ({ ...image, pixels: pixels.subarray(i * size, (i + 1) * size) })
  return indices.map((_, i) => Array.from({ length: versions }, (_, version) => picture(i * versions + version)))
}
