import { type FloatArray, fillNormal, fillUniform } from '@blasnet/native'
import { type Architecture, countParameters } from './architecture.ts'
import { floatArray } from './float-array.ts'

/**
 * Draws the initial parameters, in the engine's order. Layer l draws its weights and then its bias from stream l of the
 * seed, so that changing one layer leaves the draws of the others alone.
 */
export function initialParameters(architecture: Architecture): FloatArray {
  const { inputs, layers, dtype, seed } = architecture
  const parameters = floatArray(dtype, countParameters(architecture))
  let offset = 0
  let width = inputs
  for (const [stream, { units, bias, initializer }] of layers.entries()) {
    // The bias trick: a bias is the weight of one more input, the constant 1.
    const fanIn = width + Number(bias)
    const out = parameters.subarray(offset, offset + units * fanIn)
    if (initializer.kind === 'uniform') {
      fillUniform({ out, low: initializer.low, high: initializer.high, seed, stream })
    } else {
      const gain = initializer.kind === 'he-normal' ? Math.SQRT2 : 1
      fillNormal({ out, mean: 0, standardDeviation: gain / Math.sqrt(fanIn), seed, stream })
    }
    offset += out.length
    width = units
  }
  return parameters
}
