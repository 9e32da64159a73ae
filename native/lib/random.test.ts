import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillNormal, fillUniform, permutation } from './random.ts'
import { dtypes, guarded, guardsIntact } from './testing/arrays.ts'
import { expectClose, tolerance } from './testing/close.ts'
import * as naive from './testing/naive-random.ts'

const largest = 2 ** 53 - 1
const seed = fc.oneof(fc.constantFrom(0, 1, 2 ** 32 - 1, 2 ** 32, largest), fc.integer({ min: 0, max: largest }))

/** The first `count` numbers of a generator. */
const take = (numbers: Generator<number, never>, count: number) =>
  Array.from({ length: count }, () => numbers.next().value)

it('the naive Philox4x32-10 gives the known answers of its authors', () => {
  const hex = (values: bigint[]) => values.map(value => value.toString(16))
  const all = 0xffffffffn
  expect(hex(naive.philox4x32([0n, 0n, 0n, 0n], [0n, 0n]))).toEqual(['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8'])
  expect(hex(naive.philox4x32([all, all, all, all], [all, all]))).toEqual([
    '408f276d',
    '41c83b0e',
    'a20bc7c6',
    '6d5451fd',
  ])
})

describe.each(dtypes)('random numbers in %s', dtype => {
  it('fillUniform gives the numbers of its stream for any seed, stream and length', () => {
    fc.assert(
      fc.property(seed, seed, fc.nat(40), (seed, stream, length) => {
        const out = guarded(dtype, length, 5)
        fillUniform({ out, low: -1, high: 3, seed, stream })
        const expected = take(naive.unitNumbers(seed, stream), length).map(u => -1 + 4 * u)
        expect([...out]).toEqual(dtype === 'float32' ? expected.map(Math.fround) : expected)
        expect(guardsIntact(out)).toBe(true)
      }),
    )
  })

  it('fillNormal gives the numbers of its stream, for odd lengths too', () => {
    fc.assert(
      fc.property(seed, seed, fc.nat(40), (seed, stream, length) => {
        const out = guarded(dtype, length, 5)
        fillNormal({ out, mean: 2, standardDeviation: 0.5, seed, stream })
        expectClose(
          out,
          take(naive.normalNumbers(seed, stream), length).map(x => 2 + 0.5 * x),
          tolerance[dtype],
        )
        expect(guardsIntact(out)).toBe(true)
      }),
    )
  })

  it('float32 is the rounding of float64, and never reaches `high`', () => {
    const draw = (array: Float32Array | Float64Array) => {
      fillUniform({ out: array, low: 1, high: 1 + 2 ** -22, seed: 5, stream: 6 })
      return array
    }
    const exact = draw(new Float64Array(5000))
    const rounded = draw(new Float32Array(5000))
    expect(exact.every(x => x >= 1 && x < 1 + 2 ** -22)).toBe(true)
    expect(new Set(rounded)).toEqual(new Set([1, 1 + 2 ** -23]))
    expect([...rounded]).toEqual([...exact].map(x => Math.min(Math.fround(x), 1 + 2 ** -23)))
  })
})

it('fillUniform and fillNormal have the mean and the variance they promise', () => {
  const count = 200_000
  const out = new Float64Array(count)
  const moments = () => {
    const mean = out.reduce((sum, x) => sum + x, 0) / count
    return [mean, out.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count] as const
  }
  fillUniform({ out, low: -1, high: 1, seed: 1, stream: 0 })
  const [uniformMean, uniformVariance] = moments()
  // Five standard errors.
  expect(Math.abs(uniformMean)).toBeLessThan(5 * Math.sqrt(1 / 3 / count))
  expect(Math.abs(uniformVariance - 1 / 3)).toBeLessThan(0.004)
  fillNormal({ out, mean: 0, standardDeviation: 1, seed: 1, stream: 1 })
  const [normalMean, normalVariance] = moments()
  expect(Math.abs(normalMean)).toBeLessThan(5 / Math.sqrt(count))
  expect(Math.abs(normalVariance - 1)).toBeLessThan(0.017)
})

it('streams and seeds are independent: no number of one appears in another', () => {
  const seen = new Set<number>()
  for (const [seed, stream] of [
    [1, 2],
    [2, 1],
    [0, 0],
    [1, 1],
    [1 + 2 ** 32, 2],
    [1, 2 + 2 ** 32],
  ] as const) {
    const out = new Float64Array(1000)
    fillUniform({ out, low: 0, high: 1, seed, stream })
    for (const x of out) seen.add(x)
  }
  expect(seen.size).toBe(6000)
})

describe('permutation', () => {
  it('is the shuffle of its stream for any count', () => {
    fc.assert(
      fc.property(fc.nat(60), seed, seed, (count, seed, stream) => {
        const order = permutation({ count, seed, stream })
        expect(order).toBeInstanceOf(Uint32Array)
        expect([...order]).toEqual(naive.permutation(count, seed, stream))
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
      }),
    )
  })

  it('is the same when drawn again, and another for another stream', () => {
    const order = permutation({ count: 60_000, seed: 1, stream: 3 })
    expect(permutation({ count: 60_000, seed: 1, stream: 3 })).toEqual(order)
    const other = permutation({ count: 60_000, seed: 1, stream: 4 })
    expect(order.filter((value, i) => value === other[i]).length).toBeLessThan(12)
  })

  it('puts every value into every place equally often', () => {
    const counts = new Float64Array(16)
    for (let stream = 0; stream < 8000; stream++) {
      permutation({ count: 4, seed: 9, stream }).forEach((value, place) => {
        counts[4 * place + value] = counts[4 * place + value]! + 1
      })
    }
    // Each is Binomial(8000, 1/4): a standard deviation of 38.7; five of them.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(194)
  })
})
