import { createDataset } from '@blasnet/datasets'
import { expect, it } from 'vitest'
import { samplePicture } from './sample-picture.ts'

const image = { height: 1, width: 3 }
const labels = Uint8Array.from([0, 1])

it('shows bytes as they are', () => {
  const dataset = createDataset({ name: 'bytes', inputs: Uint8Array.from([1, 2, 3, 4, 5, 6]), labels, image })
  const picture = samplePicture(dataset, 1)!
  expect({ ...picture, pixels: Array.from(picture.pixels) }).toEqual({ height: 1, width: 3, pixels: [4, 5, 6] })
})

it('stretches other values from black to white, and makes equal ones black', () => {
  const dataset = createDataset({ name: 'floats', inputs: Float32Array.from([-1, 0, 1, 7, 7, 7]), labels, image })
  expect(Array.from(samplePicture(dataset, 0)!.pixels)).toEqual([0, 127.5, 255])
  expect(Array.from(samplePicture(dataset, 1)!.pixels)).toEqual([0, 0, 0])
})

it('makes no picture of rows of features', () => {
  expect(samplePicture(createDataset({ name: 'rows', inputs: new Uint8Array(6), labels }), 0)).toBeUndefined()
})
