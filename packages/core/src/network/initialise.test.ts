import { fillNormal, fillUniform } from '@blasnet/native'
import { expect, test } from 'vitest'
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
  ]
  const parameters = initialise({ inputs: 7, layers, seed: 42, dtype: 'float32' })
  expect(parameters).toBeInstanceOf(Float32Array)
  const first = new Float32Array(40)
  fillUniform({ out: first, low: 0, high: 1, seed: 42, stream: 0 })
  const second = new Float32Array(24)
  fillNormal({ out: second, mean: 0, standardDeviation: 1 / Math.sqrt(6), seed: 42, stream: 1 })
  const third = new Float32Array(12)
  fillNormal({ out: third, mean: 0, standardDeviation: 1 / Math.sqrt(4), seed: 42, stream: 2 })
  expect([...parameters]).toEqual([...first, ...second, ...third])
})

test('another seed, other weights; the same seed, the same', () => {
  const draw = (seed: number) => [...initialise({ inputs: 5, layers: [{ units: 4 }], seed })]
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
})
