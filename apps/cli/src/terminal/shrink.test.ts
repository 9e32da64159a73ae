import { expect, it } from 'vitest'
import { shrinkToWidth } from './shrink.ts'

const picture = { width: 5, height: 3, pixels: [0, 2, 4, 6, 8, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9] }

it('leaves alone what fits', () => {
  expect(shrinkToWidth(picture, 5)).toBe(picture)
})

it('takes the mean of blocks, at the edges of what there is', () => {
  const { width, height, pixels } = shrinkToWidth(picture, 4)
  expect({ width, height, pixels: Array.from(pixels) }).toEqual({ width: 3, height: 2, pixels: [2, 6, 9, 2, 6, 9] })
})

it('takes the smallest blocks that fit', () => {
  expect(shrinkToWidth({ width: 100, height: 4, pixels: new Uint8Array(400) }, 30)).toMatchObject({
    width: 25,
    height: 1,
  })
})
