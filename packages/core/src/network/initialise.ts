import type { FloatArray } from '@blasnet/native'
import { type Architecture, countNumbers } from './architecture.ts'
import { floatArray } from './float-array.ts'
import { draw, drawWeights } from './initializers/draw.ts'

/** Added to a layer's index: the stream of a bias that is drawn apart from its weights. */
const BIAS_STREAMS = 2 ** 31

/**
 * Draws the initial parameters, in the engine's order. Layer l draws its weights, and with the bias trick then its bias,
 * from stream l of the seed, so that changing one layer leaves the draws of the others alone. A bias of its own kind
 * comes from stream 2³¹ + l, so that it leaves the draws of its weights alone.
 */
export function initialParameters(architecture: Architecture): FloatArray {
  const { inputs, layers, dtype, seed } = architecture
  const parameters = floatArray(dtype, countNumbers(architecture))
  let offset = 0
  let width = inputs
  for (const [stream, { units, bias, initializer, biasInitializer, batchNorm }] of layers.entries()) {
    // The bias trick: a bias is the weight of one more input, the constant 1.
    const trick = biasInitializer?.kind === 'with-weights'
    const fanIn = width + Number(trick)
    const weights = parameters.subarray(offset, offset + units * fanIn)
    drawWeights(initializer, weights, { fanIn, fanOut: units }, { seed, stream })
    offset += weights.length
    if (bias && biasInitializer.kind !== 'with-weights') {
      const biases = parameters.subarray(offset, offset + units)
      draw(biasInitializer, biases, { seed, stream: BIAS_STREAMS + stream })
      offset += units
    }
    if (batchNorm !== undefined) {
      // γ = 1, β = 0, running mean 0 and running variance 1.
      for (const value of [1, 0, 0, 1]) {
        parameters.fill(value, offset, offset + units)
        offset += units
      }
    }
    width = units
  }
  return parameters
}
