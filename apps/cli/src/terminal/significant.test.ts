import { expect, it } from 'vitest'
import { exponential, significant } from './significant.ts'

it.each([
  [0, '0'],
  [1, '1'],
  [-1.00249, '-1.002'],
  [0.000123456, '0.0001235'],
  [0.0000123456, '1.23e-5'],
  [123456, '123500'],
  [-1234567, '-1.23e6'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
])('significant(%d) is %s', (value, text) => {
  expect(significant(value)).toBe(text)
})

it.each([
  [1e-6, '1e-6'],
  [2.34567e-9, '2.35e-9'],
  [1.5e-8, '1.5e-8'],
  [1.001e-10, '1e-10'],
])('exponential(%d) is %s', (value, text) => {
  expect(exponential(value)).toBe(text)
})
