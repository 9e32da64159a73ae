import { OptionError } from '@blasnet/check'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalisationStatistics } from './normalisation.ts'

/** The definition, in two plain passes. */
function naive(values: readonly number[]): { mean: number; standardDeviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, standardDeviation: Math.sqrt(squares / values.length) }
}

function expectClose(received: number, expected: number, relative: number): void {
  expect(Math.abs(received - expected)).toBeLessThanOrEqual(relative * Math.abs(expected))
}

describe('normalisationStatistics', () => {
  it('takes the population deviation', () => {
    const expected = { mean: 5, standardDeviation: 2 }
    expect(normalisationStatistics({ inputs: Uint8Array.of(2, 4, 4, 4, 5, 5, 7, 9) })).toEqual(expected)
    expect(normalisationStatistics({ inputs: Float32Array.of(2, 4, 4, 4, 5, 5, 7, 9) })).toEqual(expected)
    expect(normalisationStatistics({ inputs: Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9) })).toEqual(expected)
  })

  it('reaches the ends of a byte', () => {
    expect(normalisationStatistics({ inputs: Uint8Array.of(0, 255) })).toEqual({
      mean: 127.5,
      standardDeviation: 127.5,
    })
  })

  it('is exact for many bytes', () => {
    // 2²⁴ bytes, one in four of them 255: μ = 255/4, σ = 255·√3/4.
    const inputs = new Uint8Array(2 ** 24).map((_, index) => (index % 4 === 0 ? 255 : 0))
    const { mean, standardDeviation } = normalisationStatistics({ inputs })
    expect(mean).toBe(63.75)
    expectClose(standardDeviation, (255 * Math.sqrt(3)) / 4, 2e-16)
  })

  it('keeps a small deviation beside a large mean', () => {
    const inputs = Float64Array.from({ length: 100_000 }, (_, index) => 1e9 + (index % 2))
    const { mean, standardDeviation } = normalisationStatistics({ inputs })
    expect(mean).toBe(1e9 + 0.5)
    expect(standardDeviation).toBe(0.5)
  })

  it('agrees with the definition on bytes, and on the same numbers as floats (property)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 300 }), inputs => {
        fc.pre(inputs.some(value => value !== inputs[0]))
        const expected = naive([...inputs])
        for (const values of [inputs, Float32Array.from(inputs), Float64Array.from(inputs)]) {
          const { mean, standardDeviation } = normalisationStatistics({ inputs: values })
          expectClose(mean, expected.mean, 1e-13)
          expectClose(standardDeviation, expected.standardDeviation, 1e-13)
        }
      }),
    )
  })

  it.each([
    [new Uint8Array(0), 'data.inputs: expected at least one value, received a Uint8Array of length 0'],
    [[1, 2], 'data.inputs: expected a Uint8Array, Float32Array or Float64Array, received an array of length 2'],
    [undefined, 'data.inputs: expected a Uint8Array, Float32Array or Float64Array, received undefined'],
    [Float32Array.of(1, Number.NaN), 'data.inputs[1]: expected a finite number, received NaN'],
    [Float64Array.of(Number.POSITIVE_INFINITY, 1), 'data.inputs[0]: expected a finite number, received Infinity'],
    [
      Uint8Array.of(7, 7, 7),
      'data.inputs: expected values that differ (every one is 7, so σ = 0), received a Uint8Array of length 3',
    ],
    [
      Uint8Array.of(7),
      'data.inputs: expected values that differ (every one is 7, so σ = 0), received a Uint8Array of length 1',
    ],
    [new Float64Array(10).fill(0.1), 'data.inputs: expected values that differ (every one is 0.1, so σ = 0)'],
    [
      Float64Array.of(1e308, -1e308, 1.5e308),
      'data.inputs: expected values whose mean and standard deviation stay below 1.8e308',
    ],
  ])('refuses %o', (inputs, message) => {
    const act = () => normalisationStatistics({ inputs: inputs as unknown as Uint8Array })
    expect(act).toThrow(OptionError)
    expect(act).toThrow(message)
  })
})
