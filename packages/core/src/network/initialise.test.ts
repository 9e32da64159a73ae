import { fillNormal, fillUniform } from '@blasnet/native'
import { describe, expect, test } from 'vitest'
import { checkNetworkOptions } from './check-options.ts'
import { initialParameters } from './initialise.ts'

const initialise = (options: unknown) => initialParameters(checkNetworkOptions(options).architecture)

function moments(values: ArrayLike<number>): { mean: number; deviation: number } {
  const all = Array.from(values)
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  return { mean, deviation: Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length) }
}

test('fan-in-normal: N(0, 1/fan-in), a bias counted as an input', () => {
  const withBias = initialise({ inputs: 99, layers: [{ units: 1000 }], dtype: 'float64', seed: 1 })
  // 100,000 draws: the standard error of the deviation is deviation / √200,000.
  expect(moments(withBias).mean).toBeCloseTo(0, 2)
  expect(moments(withBias).deviation / 0.1).toBeCloseTo(1, 2)
  const withoutBias = initialise({ inputs: 400, layers: [{ units: 250, bias: false }], dtype: 'float64', seed: 1 })
  expect(moments(withoutBias).deviation / 0.05).toBeCloseTo(1, 2)
})

test('he-normal: N(0, 2/fan-in)', () => {
  const initializer = { kind: 'he-normal' }
  const values = initialise({ inputs: 199, layers: [{ units: 500, initializer }], dtype: 'float64', seed: 1 })
  expect(moments(values).deviation / 0.1).toBeCloseTo(1, 2)
})

test('a bias is drawn like the weights', () => {
  const parameters = initialise({ inputs: 9, layers: [{ units: 10_000 }], dtype: 'float64', seed: 2 })
  expect(moments(parameters.subarray(90_000)).deviation * Math.sqrt(10)).toBeCloseTo(1, 1)
})

test('uniform: U[low, high)', () => {
  const initializer = { kind: 'uniform', low: -3, high: 1 }
  const values = initialise({ inputs: 100, layers: [{ units: 1000, initializer }], dtype: 'float64', seed: 1 })
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-3)
  expect(Math.max(...values)).toBeLessThan(1)
  expect(moments(values).mean).toBeCloseTo(-1, 1)
  expect(moments(values).deviation / (4 / Math.sqrt(12))).toBeCloseTo(1, 2)
})

test('one fill a layer from (seed, layer): no layer depends on another', () => {
  const layers = [
    { units: 5, initializer: { kind: 'uniform', low: 0, high: 1 } },
    { units: 4 },
    { units: 3, bias: false },
    { units: 2, initializer: { kind: 'he-normal' } },
  ]
  const parameters = initialise({ inputs: 7, layers, seed: 42, dtype: 'float32' })
  expect(parameters).toBeInstanceOf(Float32Array)
  const first = new Float32Array(40)
  fillUniform({ out: first, low: 0, high: 1, seed: 42, stream: 0 })
  const second = new Float32Array(24)
  fillNormal({ out: second, mean: 0, standardDeviation: 1 / Math.sqrt(6), seed: 42, stream: 1 })
  const third = new Float32Array(12)
  fillNormal({ out: third, mean: 0, standardDeviation: 1 / Math.sqrt(4), seed: 42, stream: 2 })
  const fourth = new Float32Array(8)
  fillNormal({ out: fourth, mean: 0, standardDeviation: Math.SQRT2 / Math.sqrt(4), seed: 42, stream: 3 })
  expect([...parameters]).toEqual([...first, ...second, ...third, ...fourth])
})

test('another seed, other weights; the same seed, the same', () => {
  const draw = (seed: number) => [...initialise({ inputs: 5, layers: [{ units: 4 }], seed })]
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
})

describe('a bias', () => {
  const layer = { units: 4, initializer: { kind: 'fan-in-normal' } }
  const standard = (length: number, seed: number, stream: number) => {
    const out = new Float64Array(length)
    fillNormal({ out, mean: 0, standardDeviation: 1, seed, stream })
    return out
  }

  test.each(['uniform', 'fan-in-normal', 'he-normal'])('is drawn with the weights by default for %s', kind => {
    const initializer = kind === 'uniform' ? { kind, low: -1, high: 1 } : { kind }
    const draw = (more: object) => initialise({ inputs: 3, layers: [{ units: 4, initializer, ...more }], seed: 1 })
    expect(draw({})).toEqual(draw({ biasInitializer: { kind: 'with-weights' } }))
    expect(
      draw({})
        .subarray(12)
        .every(bias => bias !== 0),
    ).toBe(true)
  })

  test.each([
    ...['glorot-uniform', 'glorot-normal', 'he-uniform', 'lecun-uniform', 'lecun-normal', 'orthogonal'].map(kind => ({
      kind,
    })),
    { kind: 'normal', standardDeviation: 1 },
    { kind: 'constant', value: 3 },
  ])('is zero by default for %o', initializer => {
    const parameters = initialise({ inputs: 3, layers: [{ units: 4, initializer }], dtype: 'float64' })
    expect([...parameters.subarray(12)]).toEqual([0, 0, 0, 0])
    expect(parameters.subarray(0, 12).every(weight => weight !== 0)).toBe(true)
  })

  test('counts as an input where it is drawn with the weights, and only there', () => {
    // σ of N(0, σ²) is what the numbers of the stream were multiplied by: 1/√4 with, 1/√3 without the bias.
    const scale = (more: object) => {
      const parameters = initialise({ inputs: 3, layers: [{ ...layer, ...more }], dtype: 'float64', seed: 6 })
      return parameters[0]! / standard(1, 6, 0)[0]!
    }
    expect(scale({})).toBeCloseTo(1 / 2, 14)
    expect(scale({ biasInitializer: { kind: 'constant', value: 0 } })).toBeCloseTo(1 / Math.sqrt(3), 14)
    expect(scale({ bias: false })).toBeCloseTo(1 / Math.sqrt(3), 14)
    const glorot = { initializer: { kind: 'glorot-normal' } }
    expect(scale(glorot)).toBeCloseTo(Math.sqrt(2 / (3 + 4)), 14)
    expect(scale({ ...glorot, biasInitializer: { kind: 'with-weights' } })).toBeCloseTo(Math.sqrt(2 / (4 + 4)), 14)
    expect(scale({ initializer: { kind: 'he-normal' } })).toBeCloseTo(Math.sqrt(2 / 4), 14)
  })

  test('of its own kind comes from a stream of its own and leaves the weights alone', () => {
    const draw = (biasInitializer: object) => {
      const layers = [{ units: 2 }, { units: 4, initializer: { kind: 'he-uniform' }, biasInitializer }]
      return initialise({ inputs: 3, layers, dtype: 'float64', seed: 6 })
    }
    const normal = draw({ kind: 'normal', mean: 5, standardDeviation: 2 })
    const uniform = draw({ kind: 'uniform', low: 2, high: 3 })
    const constant = draw({ kind: 'constant', value: 0.5 })
    expect(normal.subarray(0, 16)).toEqual(constant.subarray(0, 16))
    expect(uniform.subarray(0, 16)).toEqual(constant.subarray(0, 16))
    const expected = standard(4, 6, 2 ** 31 + 1).map(x => 5 + 2 * x)
    for (const [index, bias] of expected.entries()) expect(normal[16 + index]).toBeCloseTo(bias, 13)
    const units = new Float64Array(4)
    fillUniform({ out: units, low: 2, high: 3, seed: 6, stream: 2 ** 31 + 1 })
    expect([...uniform.subarray(16)]).toEqual([...units])
    expect([...constant.subarray(16)]).toEqual([0.5, 0.5, 0.5, 0.5])
  })
})

test('fans are those of each layer: inputs of the layer before, units of its own', () => {
  const initializer = { kind: 'glorot-normal' }
  const layers = [
    { units: 300, initializer },
    { units: 100, initializer, bias: false },
  ]
  const parameters = initialise({ inputs: 500, layers, dtype: 'float64', seed: 1 })
  expect(moments(parameters.subarray(0, 150_000)).deviation / Math.sqrt(2 / 800)).toBeCloseTo(1, 2)
  expect(moments(parameters.subarray(150_300)).deviation / Math.sqrt(2 / 400)).toBeCloseTo(1, 2)
})

test('orthogonal layers: [units, inputs] row by row, each layer from its own stream', () => {
  const initializer = { kind: 'orthogonal', gain: 2 }
  const layers = [
    { units: 3, initializer },
    { units: 3, initializer, bias: false },
  ]
  const parameters = initialise({ inputs: 5, layers, dtype: 'float64', seed: 1 })
  const rows = [0, 1, 2].map(unit => [...parameters.subarray(unit * 5, unit * 5 + 5)])
  for (const [a, row] of rows.entries()) {
    for (const [b, other] of rows.entries()) {
      expect(row.reduce((sum, value, i) => sum + value * other[i]!, 0)).toBeCloseTo(a === b ? 4 : 0, 12)
    }
  }
  const alone = initialise({ inputs: 3, layers: [layers[1]], dtype: 'float64', seed: 1 })
  expect(parameters.subarray(18)).not.toEqual(alone)
  const changed = initialise({ inputs: 5, layers: [{ units: 3 }, layers[1]], dtype: 'float64', seed: 1 })
  expect(changed.subarray(18)).toEqual(parameters.subarray(18))
})
