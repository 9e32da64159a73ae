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
