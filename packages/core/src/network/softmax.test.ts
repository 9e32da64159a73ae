import { expect, test } from 'vitest'
import { softmaxRows } from './softmax.ts'

test('rows sum to 1 and hold exp(z) / Σ exp(z)', () => {
  const out = new Float64Array(6)
  const labels = new Uint32Array(2)
  expect(softmaxRows(new Float64Array([0, Math.log(2), Math.log(5), 3, 3, 3]), 3, out, labels)).toBe(-1)
  const expected = [1 / 8, 2 / 8, 5 / 8, 1 / 3, 1 / 3, 1 / 3]
  for (const [index, value] of out.entries()) expect(value).toBeCloseTo(expected[index]!, 15)
  // Among equals the first.
  expect([...labels]).toEqual([2, 0])
})

test('large logits neither overflow nor vanish together', () => {
  const out = new Float32Array(4)
  softmaxRows(new Float32Array([1e30, 1e30, -1e30, 0]), 2, out, new Uint32Array(2))
  expect([...out]).toEqual([0.5, 0.5, 0, 1])
})

test('may work in place', () => {
  const values = new Float64Array([0, Math.log(3)])
  softmaxRows(values, 2, values, new Uint32Array(1))
  expect(values[0]).toBeCloseTo(0.25, 15)
  expect(values[1]).toBeCloseTo(0.75, 15)
})

test('names the first row with a logit that is not finite', () => {
  const logits = new Float64Array([1, 2, 1, Number.NaN, Number.POSITIVE_INFINITY, 1])
  expect(softmaxRows(logits, 2, new Float64Array(6), new Uint32Array(3))).toBe(1)
  expect(softmaxRows(logits.subarray(4), 2, new Float64Array(2), new Uint32Array(1))).toBe(0)
})
