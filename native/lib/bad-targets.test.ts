import { describe, expect, it } from 'vitest'
import type { NativeDatasetOptions, NativeLoss } from './addon-types.ts'
import { NativeDataset, NativeNetwork } from './index.ts'
import { errorOf } from './testing/refusal.ts'

const inputs = new Uint8Array(6)
const make = (change: Partial<NativeDatasetOptions>) => new NativeDataset({ inputs, features: 2, ...change })
const networkOf = (units: number, dtype: 'float32' | 'float64' = 'float32') =>
  new NativeNetwork({ dtype, inputs: 2, layers: [{ units, activation: 'identity', bias: false }] })
const evaluate = (units: number, dataset: NativeDataset, kind: NativeLoss['kind']) =>
  networkOf(units).evaluate({ dataset, loss: { kind } })

describe('targets', () => {
  it.each([
    [{ targets: new Float32Array(5), targetWidth: 2 }, 'targets: expected length 6 (targetWidth targets a sample),'],
    [{ targets: new Float32Array(7), targetWidth: 2 }, 'targets: expected length 6 (targetWidth targets a sample),'],
    [{ targets: new Float32Array(0), targetWidth: 2 }, 'targets: expected length 6 (targetWidth targets a sample),'],
    [{ targets: new Float32Array(3), targetWidth: 2 ** 31 - 1 }, 'targets: expected length 6442450941 '],
    [{ targets: new Float32Array(6) }, 'targetWidth: expected an integer from 1 to 2147483647, received undefined'],
    [{ targetWidth: 2 }, 'targetWidth: expected nothing without targets, received 2'],
    [{ targetMean: 0 }, 'targetMean: expected nothing without targets, received 0'],
    [{ targetStandardDeviation: 1 }, 'targetStandardDeviation: expected nothing without targets, received 1'],
    [
      { targets: new Float32Array(3), targetWidth: 1, labels: new Uint8Array(3) },
      'targets: expected either labels or targets, received both',
    ],
    [
      { targets: new Float32Array(3), targetWidth: 1, classes: 2 },
      'classes: expected no number of classes without labels, received 2',
    ],
    [
      { targets: new Float32Array(3), targetWidth: 1, targetStandardDeviation: 1e-45 },
      'targetStandardDeviation: expected a finite number of at least 1.2e-38, received 1e-45',
    ],
  ])('%o are refused', async (change, message) => {
    const error = await errorOf(() => make(change))
    expect(error.message).toContain(`NativeDataset: ${message}`)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_OPTION')
  })

  it('are as many as the outputs', async () => {
    const dataset = make({ targets: new Uint8Array(6), targetWidth: 2 })
    await evaluate(2, dataset, 'mean-squared-error')
    for (const units of [1, 3]) {
      const error = await errorOf(() => evaluate(units, dataset, 'mean-squared-error'))
      expect(error.message).toBe(
        `evaluate: dataset: expected ${units} targets a sample, the units of the last layer, received 2`,
      )
    }
  })

  it('of a network of float32 have a mean that it holds', async () => {
    const dataset = make({ targets: new Uint8Array(6), targetWidth: 2, targetMean: 1e200 })
    const error = await errorOf(() => evaluate(2, dataset, 'huber'))
    expect(error.message).toBe(
      'evaluate: dataset: expected targetMean and targetStandardDeviation that float32 can hold, received 1e+200 and 1',
    )
    const { loss } = await networkOf(2, 'float64').evaluate({ dataset, loss: { kind: 'huber' } })
    expect(loss / 1e200).toBeCloseTo(1, 12)
  })

  it('are held like inputs: shared memory is read in place, other memory copied', async () => {
    const shared = new Float64Array(new SharedArrayBuffer(24))
    const own = new Float64Array(3)
    const sharedInputs = new Uint8Array(new SharedArrayBuffer(6))
    const borrowed = make({ inputs: sharedInputs, targets: shared, targetWidth: 1 })
    const copied = make({ inputs: sharedInputs, targets: own, targetWidth: 1 })
    expect([borrowed.borrowed, copied.borrowed]).toEqual([true, false])
    shared.fill(3)
    own.fill(3)
    expect((await evaluate(1, borrowed, 'mean-squared-error')).loss).toBe(9)
    expect((await evaluate(1, copied, 'mean-squared-error')).loss).toBe(0)
  })
})

describe('labels beside one output', () => {
  it('are 0 and 1, where the loss asks yes or no', async () => {
    const two = make({ labels: Uint8Array.of(0, 1, 1) })
    const three = make({ labels: Uint8Array.of(0, 1, 2) })
    for (const kind of ['binary-cross-entropy', 'mean-squared-error', 'huber'] as const) {
      expect(await evaluate(1, two, kind)).toMatchObject({ correct: 1, count: 3 })
      const error = await errorOf(() => evaluate(1, three, kind))
      expect(error.message).toBe(
        'evaluate: dataset: expected at most 2 classes for one unit in the last layer, received 3',
      )
    }
    const error = await errorOf(() => evaluate(1, two, 'softmax-cross-entropy'))
    expect(error.message).toContain('at most 1 classes, the units of the last layer, received 2')
  })
})

describe('sample weights', () => {
  it.each([-1e-9, Number.NaN, Number.POSITIVE_INFINITY, 1e39])('%d is refused', async value => {
    const error = await errorOf(() => make({ sampleWeights: Float64Array.of(1, 0, value) }))
    expect(error).toBeInstanceOf(RangeError)
    const received = value === 1e39 ? '1e+39' : String(value)
    expect(error.message).toBe(
      `NativeDataset: sampleWeights[2]: expected a number of at least 0 that float32 can hold, received ${received}`,
    )
  })

  it('are one a sample', async () => {
    for (const length of [0, 2, 4]) {
      const error = await errorOf(() => make({ sampleWeights: new Float64Array(length) }))
      expect(error.message).toBe(
        `NativeDataset: sampleWeights: expected length 3 (one weight a sample), received a Float64Array of length ${length}`,
      )
    }
  })

  it('weigh rows, and are copied', async () => {
    const sampleWeights = Float64Array.of(1, 0, 3)
    const dataset = make({ targets: Float64Array.of(2, 100, 6), targetWidth: 1, sampleWeights })
    sampleWeights.fill(Number.NaN)
    expect((await evaluate(1, dataset, 'mean-squared-error')).loss).toBe((1 * 4 + 3 * 36) / 4)
    const nothing = make({ targets: Float64Array.of(2, 100, 6), targetWidth: 1, sampleWeights: new Float64Array(3) })
    expect((await evaluate(1, nothing, 'mean-squared-error')).loss).toBe(0)
  })
})
