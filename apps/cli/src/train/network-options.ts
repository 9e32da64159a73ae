import type { NetworkOptions } from '@blasnet/core'
import type { Settings } from '../config/settings.ts'

/**
 * The network that settings describe. The first layer has a bias and no other layer has one: the study appends a
 * constant 1 to every image and to nothing else, so 784-64-10 has 785·64 + 64·10 = 50,880 parameters.
 */
export function networkOptions(settings: Settings, shape: { inputs: number; classes: number }): NetworkOptions {
  const { hidden, activation, initializer, seed, dtype } = settings
  const layers = [
    ...hidden.map(units => ({ units, activation })),
    { units: shape.classes, activation: 'identity' as const },
  ]
  return {
    inputs: shape.inputs,
    layers: layers.map((layer, index) => ({ ...layer, bias: index === 0, initializer })),
    seed,
    dtype,
  }
}
