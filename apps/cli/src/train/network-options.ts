import { OptionError } from '@blasnet/check'
import type { LayerOptions, NetworkOptions } from '@blasnet/core'
import type { Settings } from '../config/settings.ts'

/**
 * The network that settings describe. The first layer has a bias and no other layer has one: the study appends a
 * constant 1 to every image and to nothing else, so 784-64-10 has 785·64 + 64·10 = 50,880 parameters. With batch
 * normalisation, which shifts as a bias would, no hidden layer has one.
 *
 * @throws OptionError naming `biasInitializer` when it cannot go with the initializer or there is no bias
 */
export function networkOptions(settings: Settings, shape: { inputs: number; classes: number }): NetworkOptions {
  const { hidden, activation, initializer, inputDropout, dropout, batchNorm, seed, dtype } = settings
  const extras = { ...(batchNorm && { batchNorm }), ...(dropout > 0 && { dropout }) }
  const layers = [
    ...hidden.map(units => ({ units, activation, ...extras, ...penalties(settings) })),
    { units: shape.classes, activation: 'identity' as const, ...penalties(settings) },
  ]
  const biased = !(batchNorm && hidden.length > 0)
  if (!biased) checkNoBias(settings)
  return {
    inputs: shape.inputs,
    ...(inputDropout > 0 && { inputDropout }),
    layers: layers.map((layer, index) => {
      return index === 0 && biased ? withBias(layer, settings) : { ...layer, bias: false, initializer }
    }),
    seed,
    dtype,
  }
}

function penalties({ l1, l2 }: Settings): Pick<LayerOptions, 'l1' | 'l2'> {
  return { ...(l1 > 0 && { l1 }), ...(l2 > 0 && { l2 }) }
}

function checkNoBias({ biasInitializer }: Settings): void {
  if (biasInitializer === 'default') return
  const expected = "'default' beside batch normalisation, which takes the place of the bias"
  throw new OptionError('biasInitializer', expected, biasInitializer.kind)
}

type Layer = Pick<LayerOptions, 'units' | 'activation' | 'batchNorm' | 'dropout' | 'l1' | 'l2'>

function withBias(layer: Layer, { initializer, biasInitializer }: Settings): LayerOptions {
  if (biasInitializer === 'default') return { ...layer, bias: true, initializer }
  if (initializer.kind !== 'orthogonal') return { ...layer, bias: true, initializer, biasInitializer }
  if (biasInitializer.kind !== 'with-weights') return { ...layer, bias: true, initializer, biasInitializer }
  throw new OptionError('biasInitializer', "another one than 'with-weights' beside orthogonal weights", 'with-weights')
}
