import { createNetwork } from '@blasnet/core'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../config/settings.ts'
import { networkOptions } from './network-options.ts'

const mnist = { inputs: 784, classes: 10 }

describe('networkOptions', () => {
  it('gives the first layer a bias and no other one', () => {
    const initializer = { kind: 'uniform', low: -1, high: 1 }
    expect(networkOptions({ ...defaultSettings, hidden: [60, 50] }, mnist)).toEqual({
      inputs: 784,
      seed: 1,
      dtype: 'float32',
      layers: [
        { units: 60, activation: 'sigmoid', bias: true, initializer },
        { units: 50, activation: 'sigmoid', bias: false, initializer },
        { units: 10, activation: 'identity', bias: false, initializer },
      ],
    })
  })

  it('gives the bias its own initializer', () => {
    const [first, second] = networkOptions(
      { ...defaultSettings, biasInitializer: { kind: 'constant', value: 0.5 } },
      mnist,
    ).layers
    expect(first).toMatchObject({ bias: true, biasInitializer: { kind: 'constant', value: 0.5 } })
    expect(second).not.toHaveProperty('biasInitializer')
  })

  it('refuses a bias drawn with orthogonal weights', () => {
    const settings = { ...defaultSettings, initializer: { kind: 'orthogonal' } } as const
    expect(() => networkOptions({ ...settings, biasInitializer: { kind: 'with-weights' } }, mnist)).toThrow(
      'biasInitializer: expected another one than \'with-weights\' beside orthogonal weights, received "with-weights"',
    )
    const constant = networkOptions({ ...settings, biasInitializer: { kind: 'constant', value: 1 } }, mnist)
    expect(constant.layers[0]).toMatchObject({ initializer: { kind: 'orthogonal' }, biasInitializer: { value: 1 } })
  })

  it('puts batch normalisation and dropout to hidden layers, penalties to all, and no bias beside the former', () => {
    const settings = { ...defaultSettings, hidden: [8, 7], batchNorm: true, dropout: 0.5, inputDropout: 0.2, l2: 0.01 }
    const { inputDropout, layers } = networkOptions(settings, mnist)
    expect(inputDropout).toBe(0.2)
    const initializer = { kind: 'uniform', low: -1, high: 1 }
    const hidden = { activation: 'sigmoid', bias: false, initializer, batchNorm: true, dropout: 0.5, l2: 0.01 }
    expect(layers).toEqual([
      { units: 8, ...hidden },
      { units: 7, ...hidden },
      { units: 10, activation: 'identity', bias: false, initializer, l2: 0.01 },
    ])
    const network = createNetwork({ inputs: 784, layers })
    expect(network.parameterCount).toBe((784 + 2) * 8 + (8 + 2) * 7 + 7 * 10)
    network.dispose()
  })

  it('keeps the bias of a network without hidden layers, which have the normalisation', () => {
    const [only] = networkOptions(
      { ...defaultSettings, hidden: [], batchNorm: true, dropout: 0.5, l1: 0.1 },
      mnist,
    ).layers
    expect(only).toEqual({ units: 10, activation: 'identity', bias: true, initializer: expect.anything(), l1: 0.1 })
  })

  it('refuses to start a bias that batch normalisation replaces', () => {
    const settings = { ...defaultSettings, batchNorm: true, biasInitializer: { kind: 'constant', value: 1 } } as const
    expect(() => networkOptions(settings, mnist)).toThrow(
      'biasInitializer: expected \'default\' beside batch normalisation, which takes the place of the bias, received "constant"',
    )
  })

  it.each([
    [[64], 50_880],
    [[60, 60], 51_300],
    [new Array<number>(10).fill(64), 87_744],
    [[], 7_850],
  ])('784-%j-10 has %i parameters', (hidden, parameters) => {
    const network = createNetwork(networkOptions({ ...defaultSettings, hidden }, mnist))
    expect(network.parameterCount).toBe(parameters)
    network.dispose()
  })
})
