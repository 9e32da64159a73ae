import { createDataset } from '@blasnet/datasets'
import { describe, expect, it } from 'vitest'
import { batchIndices, createNetwork, openDataset, trainingEpoch, trainingSteps } from './training-steps.ts'

const data = createDataset({
  name: 'made up',
  inputs: Uint8Array.from({ length: 60 * 9 }, (_, i) => (i * 37) % 256),
  labels: Uint8Array.from({ length: 60 }, (_, i) => i % 3),
  features: 9,
  classes: 3,
})
const normalisation = { mean: 100, standardDeviation: 70 }

describe('createNetwork', () => {
  it('has a bias in the first layer alone, at zero, and weights of variance 1/inputs', () => {
    const network = createNetwork(data, { hidden: [400, 20], dtype: 'float64' })
    const values = Float64Array.from(network.getParameters())
    expect(values.length).toBe(9 * 400 + 400 + 400 * 20 + 20 * 3)
    expect(values.subarray(3600, 4000).every(value => value === 0)).toBe(true)
    const deviation = (from: number, to: number) => {
      return Math.sqrt(values.subarray(from, to).reduce((sum, value) => sum + value * value, 0) / (to - from))
    }
    expect(deviation(0, 3600)).toBeCloseTo(1 / 3, 1)
    expect(deviation(4000, 12_000) * 20).toBeCloseTo(1, 1)
    network.dispose()
  })
})

describe('trainingSteps', () => {
  it('takes the steps that it times', async () => {
    const network = createNetwork(data, { hidden: [8], dtype: 'float32' })
    const dataset = openDataset(data, normalisation)
    const before = network.getParameters()
    const seconds = await trainingSteps(network, dataset, batchIndices(60, 20, 4), { batchSize: 20, momentum: 0.9 })
    expect(seconds).toBeGreaterThan(0)
    expect(network.getParameters()).not.toEqual(before)
    network.dispose()
  })

  it('dense and sparse first layers train alike', async () => {
    const after = await Promise.all(
      (['dense', 'sparse'] as const).map(async path => {
        const network = createNetwork(data, { hidden: [8], dtype: 'float64' })
        const dataset = openDataset(data, normalisation, path)
        await trainingSteps(network, dataset, batchIndices(60, 20, 30), { batchSize: 20, momentum: 0.9 })
        return network.getParameters()
      }),
    )
    const [dense, sparse] = after as [Float64Array, Float64Array]
    for (const [i, value] of dense.entries()) expect(sparse[i]).toBeCloseTo(value, 10)
  })

  it('an epoch is timed as often as asked', async () => {
    const epoch = trainingEpoch(data, normalisation, { hidden: [4], dtype: 'float32', batchSize: 7, momentum: 0 })
    expect(await epoch()).toBeGreaterThan(0)
    expect(await epoch()).toBeGreaterThan(0)
  })
})

describe('batchIndices', () => {
  it('goes through the data epoch by epoch, each sample at most once', () => {
    const indices = batchIndices(10, 3, 5)
    expect(indices.length).toBe(15)
    expect(new Set(indices.subarray(0, 9)).size).toBe(9)
    expect(new Set(indices.subarray(9)).size).toBe(6)
    expect(Math.max(...indices)).toBeLessThan(10)
    expect([...indices.subarray(0, 6)]).not.toEqual([...indices.subarray(9)])
  })
})
