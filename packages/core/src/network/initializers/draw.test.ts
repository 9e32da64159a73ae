import { readFileSync } from 'node:fs'
import { fillNormal, fillUniform } from '@blasnet/native'
import { describe, expect, it } from 'vitest'
import { drawWeights } from './draw.ts'
import type { Initializer } from './options.ts'

interface Distributions {
  readonly fanIn: number
  readonly fanOut: number
  readonly asked: Readonly<Record<ScaledKind, Uniform | Normal>>
}
type ScaledKind = 'glorot-uniform' | 'glorot-normal' | 'he-uniform' | 'he-normal' | 'lecun-uniform' | 'lecun-normal'
type Uniform = { readonly low: number; readonly high: number }
type Normal = { readonly mean: number; readonly standardDeviation: number }

const torch: { readonly distributions: readonly Distributions[] } = JSON.parse(
  readFileSync(new URL('fixtures/pytorch.json', import.meta.url), 'utf8'),
)

const fanIn = 250
const fanOut = 400
const count = fanIn * fanOut

function weights(initializer: Initializer, fans = { fanIn, fanOut }, seed = 1): Float64Array {
  const out = new Float64Array(fans.fanIn * fans.fanOut)
  drawWeights(initializer, out, fans, { seed, stream: 3 })
  return out
}

/** The formulas of the papers, written out. */
const uniforms: [Initializer, number, number][] = [
  [{ kind: 'uniform', low: -3, high: 1 }, -3, 1],
  [{ kind: 'glorot-uniform' }, -Math.sqrt(6 / (fanIn + fanOut)), Math.sqrt(6 / (fanIn + fanOut))],
  [{ kind: 'he-uniform' }, -Math.sqrt(6 / fanIn), Math.sqrt(6 / fanIn)],
  [{ kind: 'lecun-uniform' }, -Math.sqrt(3 / fanIn), Math.sqrt(3 / fanIn)],
]
const normals: [Initializer, number, number][] = [
  [{ kind: 'normal', standardDeviation: 0.3 }, 0, 0.3],
  [{ kind: 'normal', mean: 2, standardDeviation: 0.3 }, 2, 0.3],
  [{ kind: 'fan-in-normal' }, 0, Math.sqrt(1 / fanIn)],
  [{ kind: 'glorot-normal' }, 0, Math.sqrt(2 / (fanIn + fanOut))],
  [{ kind: 'he-normal' }, 0, Math.sqrt(2 / fanIn)],
  [{ kind: 'lecun-normal' }, 0, Math.sqrt(1 / fanIn)],
]

function moments(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}

/** Σ (observed − expected)² / expected over ten classes that are equally likely between these bounds. */
function chiSquare(values: Float64Array, bounds: readonly number[]): number {
  const observed = new Array<number>(10).fill(0)
  for (const value of values) {
    const above = bounds.findIndex(bound => value < bound)
    observed[above === -1 ? 9 : above]! += 1
  }
  const expected = values.length / 10
  return observed.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
}

/** Nine degrees of freedom exceed this once in a thousand times. */
const chiSquareBound = 27.88
const uniformDeciles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const normalDeciles = [-1.2815516, -0.8416212, -0.5244005, -0.2533471, 0, 0.2533471, 0.5244005, 0.8416212, 1.2815516]

describe('uniform weights', () => {
  it.each(uniforms)('%o: bounds, moments and shape', (initializer, low, high) => {
    const values = weights(initializer)
    const width = high - low
    expect(values.every(value => value >= low && value < high)).toBe(true)
    // Of 100,000, some lie within 1/5,000 of each end.
    expect(Math.min(...values)).toBeLessThan(low + width / 5000)
    expect(Math.max(...values)).toBeGreaterThan(high - width / 5000)
    const { mean, variance } = moments(values)
    // Four standard errors; the fourth moment of a uniform distribution is 9/5 of its variance squared.
    expect(Math.abs(mean - (low + high) / 2)).toBeLessThan(4 * Math.sqrt(width ** 2 / 12 / count))
    expect(Math.abs(variance / (width ** 2 / 12) - 1)).toBeLessThan(4 * Math.sqrt(0.8 / count))
    const deciles = uniformDeciles.map(share => low + share * width)
    expect(chiSquare(values, deciles)).toBeLessThan(chiSquareBound)
  })
})

describe('normal weights', () => {
  it.each(normals)('%o: moments and shape', (initializer, wantedMean, deviation) => {
    const values = weights(initializer)
    const { mean, variance } = moments(values)
    expect(Math.abs(mean - wantedMean)).toBeLessThan(4 * (deviation / Math.sqrt(count)))
    // The fourth moment of a normal distribution is three times its variance squared.
    expect(Math.abs(variance / deviation ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / count))
    const deciles = normalDeciles.map(quantile => wantedMean + quantile * deviation)
    expect(chiSquare(values, deciles)).toBeLessThan(chiSquareBound)
    // Not truncated: 47 of 100,000 are expected there.
    expect(values.some(value => Math.abs(value - wantedMean) > 3.5 * deviation)).toBe(true)
  })
})

describe('the distributions of PyTorch', () => {
  it.each(torch.distributions)('$fanIn inputs, $fanOut units', ({ fanIn, fanOut, asked }) => {
    const source = { seed: 9, stream: 0 }
    for (const [kind, wanted] of Object.entries(asked) as [ScaledKind, Uniform | Normal][]) {
      const out = new Float64Array(fanIn * fanOut)
      drawWeights({ kind }, out, { fanIn, fanOut }, source)
      const expected = new Float64Array(out.length)
      if ('low' in wanted) fillUniform({ out: expected, ...wanted, ...source })
      else fillNormal({ out: expected, ...wanted, ...source })
      const scale = Math.max(...expected)
      const worst = out.reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index]!)), 0)
      expect(worst / scale, kind).toBeLessThan(1e-14)
    }
    expect(Object.keys(asked)).toHaveLength(6)
  })
})

it('constant weights are that number', () => {
  expect(new Set(weights({ kind: 'constant', value: -0.25 }))).toEqual(new Set([-0.25]))
})

const everyKind: Initializer[] = [...uniforms, ...normals].map(([initializer]) => initializer)

it.each([...everyKind, { kind: 'orthogonal' } as const])('%o: the same for a seed, and others for another', given => {
  const draw = (seed: number) => weights(given, { fanIn: 7, fanOut: 4 }, seed)
  expect(draw(5)).toEqual(draw(5))
  expect(draw(5)).not.toEqual(draw(6))
})
