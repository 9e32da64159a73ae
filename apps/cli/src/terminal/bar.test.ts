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
  [0.005, 10, ''],
  [0.007, 10, '▏'],
  [1.5, 3, '███'],
  [-1, 3, ''],
])('%d of %i columns', (fraction, width, expected) => {
  expect(bar(fraction, width)).toBe(expected)
})

it('is within a sixteenth of a column of the fraction', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 60 }), (fraction, width) => {
      const eighths = [...bar(fraction, width)].reduce((sum, block) => sum + 1 + '▏▎▍▌▋▊▉█'.indexOf(block), 0)
      expect(Math.abs(eighths / 8 - fraction * width)).toBeLessThanOrEqual(1 / 16)
      expect(textWidth(bar(fraction, width))).toBe(Math.ceil(eighths / 8))
    }),
  )
})
