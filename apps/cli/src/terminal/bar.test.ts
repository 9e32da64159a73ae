import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bar } from './bar.ts'
import { textWidth } from './text-width.ts'

it.each([
  [0, 10, ''],
  [1, 4, '████'],
  [0.5, 5, '██▌'],
  [0.25, 10, '██▌'],
  [1 / 8, 1, '▏'],
  [1e-9, 10, '▏'],
  [1.5, 3, '███'],
  [-1, 3, ''],
])('%d of %i columns', (fraction, width, expected) => {
  expect(bar(fraction, width)).toBe(expected)
})

it('is never wider than its width and grows with the fraction', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 60 }), (fraction, width) => {
      expect(textWidth(bar(fraction, width))).toBe(
        Math.max(fraction > 0 ? 1 : 0, Math.ceil(Math.round(fraction * width * 8) / 8)),
      )
    }),
  )
})
