import { expect, it } from 'vitest'
import { borderBrightness } from './border.ts'

it.each([
  [3, 3, [10, 20, 30, 40, 999, 60, 70, 80, 90], 50],
  [3, 2, [1, 2, 3, 4, 5, 6], 3.5],
  [1, 3, [3, 6, 9], 6],
  [3, 1, [3, 6, 9], 6],
  [1, 1, [42], 42],
])('takes every outermost pixel of %i × %i once', (width, height, values, expected) => {
  expect(borderBrightness({ width, height, values: Float32Array.from(values) })).toBe(expected)
})
