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
