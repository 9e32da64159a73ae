import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shouldStop } from './should-stop.ts'

/** The first validation after which a run with these losses stops, −1 when it does not. */
function stopsAt(losses: number[], patience: number): number {
  return losses.findIndex((_, index) => shouldStop(losses.slice(0, index + 1), patience))
}

test('stops after `patience` validations that are no better than the one before them', () => {
  expect(stopsAt([5, 4, 3, 3.5, 3.2, 3.1], 3)).toBe(5)
  expect(stopsAt([5, 4, 3, 3.5, 3.2, 2.9], 3)).toBe(-1)
})

test('a tie is no improvement', () => {
  expect(stopsAt([3, 2, 2, 2, 2], 3)).toBe(4)
  expect(stopsAt([2, 2, 2, 2], 3)).toBe(2)
})

test('`patience` losses are enough when the very first is the lowest', () => {
  expect(stopsAt([1, 2, 2, 2, 2, 2], 4)).toBe(3)
})

test('patience 1 stops at the first loss that is not lower, never at the first loss of all', () => {
  expect(stopsAt([5], 1)).toBe(-1)
  expect(stopsAt([5, 4, 3, 3], 1)).toBe(3)
})

test('patience 50 stops at the 51st loss of a run that never improves after the first of the last 51', () => {
  const losses = [9, 8, ...Array.from({ length: 60 }, (_, index) => 8 + index / 100)]
  // The lowest is at index 1, so it is the oldest of 51 at index 51; the tie at index 2 comes later.
  expect(stopsAt(losses, 50)).toBe(51)
})

test('agrees with the position of the first minimum of the last patience + 1 losses', () => {
  const losses = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 })
  fc.assert(
    fc.property(losses, fc.integer({ min: 2, max: 8 }), (values, patience) => {
      const window = values.slice(-(patience + 1))
      const expected = values.length >= patience && window.indexOf(Math.min(...window)) === 0
      expect(shouldStop(values, patience)).toBe(expected)
    }),
  )
})
