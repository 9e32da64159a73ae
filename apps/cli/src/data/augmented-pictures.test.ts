import type { Dataset } from '@blasnet/datasets'
import { expect, it } from 'vitest'
import { augmentedPictures } from './augmented-pictures.ts'

const augment = { augmentation: {}, versions: 2, seed: 1 }

const dataset = (change: Partial<Dataset>): Dataset => ({
  ...{ name: 'dots', count: 2, features: 2, classes: 1, image: { width: 2, height: 1 } },
  ...{ inputs: Uint8Array.of(1, 2, 3, 4), labels: Uint8Array.of(0, 0) },
  ...change,
})

it('gives every sample as many pictures as asked for', async () => {
  const pictures = await augmentedPictures(dataset({}), [1, 0], augment)
  expect(pictures.map(row => row.map(({ pixels }) => Array.from(pixels)))).toEqual([
    [
      [3, 4],
      [3, 4],
    ],
    [
      [1, 2],
      [1, 2],
    ],
  ])
})

it.each([{ inputs: Float32Array.of(1, 2, 3, 4) }, { image: undefined as never }])('refuses %o', async change => {
  await expect(augmentedPictures(dataset(change), [0], augment)).rejects.toThrow(
    'dots: its pixels are no bytes, which --augment changes',
  )
})

it('refuses more than fits into memory', async () => {
  const indices = Array<number>(60_000).fill(0)
  await expect(augmentedPictures(dataset({}), indices, augment)).rejects.toThrow(
    '--versions: expected at most 100000 variations of all images together, received 2 of 60000 images',
  )
})
