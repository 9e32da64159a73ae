import { OptionError } from '@blasnet/check'
import type { LayerOptions, NetworkOptions } from '@blasnet/core'
import type { Settings } from '../config/settings.ts'

/**
 * The network that settings describe. The first layer has a bias and no other layer has one: the study appends a
 * constant 1 to every image and to nothing else, so 784-64-10 has 785·64 + 64·10 = 50,880 parameters.
 *
 * @throws OptionError naming `biasInitializer` when it cannot go with the initializer
 */
export function networkOptions(settings: Settings, shape: { inputs: number; classes: number }): NetworkOptions {
  const { hidden, activation, initializer, seed, dtype } = settings
  const layers = [
    ...hidden.map(units => ({ units, activation })),
    { units: shape.classes, activation: 'identity' as const },
  ]
  return {
    inputs: shape.inputs,
    layers: layers.map((layer, index) => {
      return index === 0 ? withBias(layer, settings) : { ...layer, bias: false, initializer }
    }),
    seed,
    dtype,
  }
}

type Layer = Pick<LayerOptions, 'units' | 'activation'>

function withBias(layer: Layer, { initializer, biasInitializer }: Settings): LayerOptions {
  if (biasInitializer === 'default') return { ...layer, bias: true, initializer }
  if (initializer.kind !== 'orthogonal') return { ...layer, bias: true, initializer, biasInitializer }
  if (biasInitializer.kind !== 'with-weights') return { ...layer, bias: true, initializer, biasInitializer }
  throw new OptionError('biasInitializer', "another one than 'with-weights' beside orthogonal weights", 'with-weights')
}
