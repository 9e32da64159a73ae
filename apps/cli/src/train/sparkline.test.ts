import { expect, it } from 'vitest'
import { sparkline } from './sparkline.ts'

it.each([
  [[0, 1, 2, 3, 4, 5, 6, 7], 8, '▁▂▃▄▅▆▇█'],
  [[7, 0], 8, '█▁'],
  [[1, 1, 1], 8, '▁▁▁'],
  [[0, 2, 7, 7], 2, '▁█'],
  [[], 8, ''],
  [[Number.NaN, 3, Number.POSITIVE_INFINITY, 5], 8, '▁█'],
])('%j in %i columns', (values, columns, text) => {
  expect(sparkline(values, columns)).toBe(text)
})

it('means over its share of the values when there are more than columns', () => {
  // Means of [0, 9], [9, 9] and [0, 0]: 4.5, 9 and 0.
  expect(sparkline([0, 9, 9, 9, 0, 0], 3)).toBe('▅█▁')
})
