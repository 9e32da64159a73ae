import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regressionMetrics } from './regression.ts'

describe('worked by hand', () => {
  it('measures every output and all together', () => {
    const metrics = regressionMetrics({
      predictions: Float64Array.of(1, 10, 2, 10, 3, 13),
      targets: Float64Array.of(1, 10, 2, 20, 6, 12),
      units: 2,
    })
    // Misses 0, 0, −3 of targets 1, 2, 6 (squares about their mean 14), and 0, −10, 1 of 10, 20, 12 (56).
    expect(metrics.count).toBe(3)
    expect(metrics.perOutput[0]).toEqual({
      meanSquaredError: 3,
      rootMeanSquaredError: Math.sqrt(3),
      meanAbsoluteError: 1,
      r2: 1 - 9 / 14,
    })
    expect(metrics.perOutput[1]).toEqual({
      meanSquaredError: 101 / 3,
      rootMeanSquaredError: Math.sqrt(101 / 3),
      meanAbsoluteError: 11 / 3,
      r2: 1 - 101 / 56,
    })
    expect(metrics.meanSquaredError).toBeCloseTo(110 / 6, 13)
    expect(metrics.rootMeanSquaredError).toBeCloseTo(Math.sqrt(110 / 6), 13)
    expect(metrics.meanAbsoluteError).toBeCloseTo(14 / 6, 13)
    expect(metrics.r2).toBeCloseTo((5 / 14 - 45 / 56) / 2, 13)
  })

  it('has no R² for constant targets, whatever rounds', () => {
    const targets = Float64Array.of(0.1, 1, 0.1, 2, 0.1, 3)
    const { perOutput, r2 } = regressionMetrics({ predictions: targets.slice(), targets, units: 2 })
    expect(perOutput.map(one => one.r2)).toEqual([Number.NaN, 1])
    expect(r2).toBe(1)
    expect(regressionMetrics({ predictions: Float32Array.of(1), targets: Float32Array.of(2), units: 1 }).r2).toBeNaN()
  })

  it('has an R² of 0 for predicting the mean, and less for worse', () => {
    const targets = Float64Array.of(1, 2, 6)
    const r2 = (value: number) => {
      return regressionMetrics({ predictions: new Float64Array(3).fill(value), targets, units: 1 }).r2
    }
    expect(r2(3)).toBe(0)
    expect(r2(4)).toBeCloseTo(-3 / 14, 14)
  })
})

it('does not depend on the order of samples and is not moved by a shift of both', () => {
  const pair = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }))
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 30 }), pairs => {
      const measure = (given: readonly (readonly [number, number])[], shift = 0) => {
        const column = (at: 0 | 1) => Float64Array.from(given, one => one[at] + shift)
        return regressionMetrics({ predictions: column(0), targets: column(1), units: 1 })
      }
      const metrics = measure(pairs)
      const { meanSquaredError, meanAbsoluteError, r2 } = metrics
      expect(meanAbsoluteError ** 2).toBeLessThanOrEqual(meanSquaredError + 1e-9)
      for (const other of [measure(pairs.toReversed()), measure(pairs, 1024)]) {
        expect(other.meanSquaredError).toBeCloseTo(meanSquaredError, 9)
        expect(other.meanAbsoluteError).toBeCloseTo(meanAbsoluteError, 9)
        if (Number.isNaN(r2)) expect(other.r2).toBeNaN()
        else expect(Math.abs(other.r2 - r2)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(r2)))
      }
    }),
  )
})

describe('what it refuses', () => {
  const ok = { predictions: Float64Array.of(1, 2), targets: Float64Array.of(1, 2), units: 1 }
  it.each<[object, string]>([
    [{ units: 0 }, 'units: expected an integer at least 1, received 0'],
    [{ units: 3 }, 'targets.length: expected a multiple of 3, the units, above 0, received 2'],
    [{ targets: new Float32Array() }, 'targets.length: expected a multiple of 1, the units, above 0, received 0'],
    [{ targets: [1, 2] }, 'targets: expected a Float32Array or Float64Array, received an array of length 2'],
    [{ predictions: Float64Array.of(1) }, 'predictions.length: expected 2 = the length of targets, received 1'],
    [{ predictions: Float64Array.of(1, Number.NaN) }, 'predictions[1]: expected a finite number, received NaN'],
    [{ targets: Float32Array.of(1, -1e39) }, 'targets[1]: expected a finite number, received -Infinity'],
    [{ labels: 1 }, "data.labels: expected one of the options 'predictions', 'targets', 'units', received 1"],
  ])('%o', (change, message) => {
    expect(() => regressionMetrics({ ...ok, ...change })).toThrow(message)
  })
})
