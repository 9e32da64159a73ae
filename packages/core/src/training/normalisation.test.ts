import { expect, test } from 'vitest'
import { resolveNormalisation } from './normalisation.ts'

const inputs = new Uint8Array([0, 2, 4, 6])
const statistics = { mean: 3, standardDeviation: Math.sqrt(5) }
const own = { mean: 1, standardDeviation: 2 }

test('standard-score takes mean and population standard deviation of the training inputs', () => {
  expect(resolveNormalisation('standard-score', own, inputs)).toEqual(statistics)
})

test('by default: what the network has, else standard-score', () => {
  expect(resolveNormalisation(undefined, undefined, inputs)).toEqual(statistics)
  expect(resolveNormalisation(undefined, own, inputs)).toEqual(own)
})

test('keep, none and a pair of numbers', () => {
  expect(resolveNormalisation('keep', own, inputs)).toEqual(own)
  expect(resolveNormalisation('keep', undefined, inputs)).toBeUndefined()
  expect(resolveNormalisation('none', own, inputs)).toBeUndefined()
  expect(resolveNormalisation({ mean: 7, standardDeviation: 3 }, own, inputs)).toEqual({
    mean: 7,
    standardDeviation: 3,
  })
})

test('inputs that are all equal have no standard score', () => {
  expect(() => resolveNormalisation('standard-score', undefined, new Uint8Array([9, 9, 9]))).toThrow(
    "data.train.inputs: expected at least two different values for normalisation 'standard-score', received 9 everywhere",
  )
})

test.each([
  ['mean', "normalisation: expected one of 'standard-score', 'keep', 'none', received \"mean\""],
  [3, "normalisation: expected one of 'standard-score', 'keep', 'none', received 3"],
  [{ mean: 0, standardDeviation: 0 }, 'normalisation.standardDeviation: expected a finite number at least 1e-30'],
  [{ mean: 0, std: 1 }, "normalisation.std: expected one of the options 'mean', 'standardDeviation'"],
])('refuses %j', (value, message) => {
  expect(() => resolveNormalisation(value, undefined, inputs)).toThrow(message)
})
