import { describe, expect, it } from 'vitest'
import { expectClose, expectSameBits } from './close.ts'

describe('expectClose', () => {
  it.each([
    ['equal', [1, -2], [1, -2]],
    ['within the tolerance, absolute below 1', [0.0009], [0]],
    ['within the tolerance, relative above 1', [1000.9], [1000]],
    ['NaN where NaN is expected', [Number.NaN], [Number.NaN]],
    ['the same infinity', [Number.NEGATIVE_INFINITY], [Number.NEGATIVE_INFINITY]],
    ['-0 for 0', [-0], [0]],
    ['nothing at all', [], []],
  ])('passes: %s', (_, actual, expected) => {
    expect(() => expectClose(actual, expected, 1e-3)).not.toThrow()
  })

  it.each([
    ['too far, absolute', [0.0011], [0]],
    ['too far, relative', [1001.1], [1000]],
    ['NaN for a number', [Number.NaN], [0]],
    ['a number for NaN', [0], [Number.NaN]],
    ['infinity for a number', [Number.POSITIVE_INFINITY], [1e308]],
    ['a number for infinity', [1e308], [Number.POSITIVE_INFINITY]],
    ['the other infinity', [Number.NEGATIVE_INFINITY], [Number.POSITIVE_INFINITY]],
    ['0 for 1', [0], [1]],
    ['shorter', [1], [1, 1]],
    ['longer', [1, 1], [1]],
  ])('fails: %s', (_, actual, expected) => {
    expect(() => expectClose(actual, expected, 1e-3)).toThrow()
  })

  it('names the worst element', () => {
    expect(() => expectClose([0, 5, 9, 1], [0, 1, 1, 1], 0.1)).toThrow(
      'element 2 of 4: expected 1, received 9, off by 8 where 0.1 is allowed',
    )
  })
})

describe('expectSameBits', () => {
  it('passes for copies, wherever they lie, NaN among them', () => {
    const array = Float64Array.of(1, Number.NaN, -0)
    expect(() => expectSameBits(array, new Float64Array([5, ...array]).subarray(1))).not.toThrow()
  })

  it.each([
    ['one bit', Float64Array.of(1), Float64Array.of(1 + 2 ** -52)],
    ['the sign of 0', Float64Array.of(0), Float64Array.of(-0)],
    ['the length', Float64Array.of(0), Float64Array.of(0, 0)],
    ['the type', Float64Array.of(0), Float32Array.of(0, 0)],
  ])('fails for a difference in %s', (_, actual, expected) => {
    expect(() => expectSameBits(actual, expected)).toThrow()
  })
})
