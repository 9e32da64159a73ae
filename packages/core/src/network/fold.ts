import type { FloatArray } from '@blasnet/native'
import {
  type Architecture,
  countNumbers,
  type ParameterTensor,
  parameterTensors,
  type ResolvedLayer,
} from './architecture.ts'
import { NetworkCore } from './core.ts'
import { floatArray } from './float-array.ts'
import { coreOf, Network } from './network.ts'

/**
 * A new network without batch normalisation that computes what `network` does outside training, up to rounding: running
 * mean μ and variance σ², scale γ and shift β go into the weights and the bias of their layer,
 *
 * w′ = w·γ/√(σ² + ε), b′ = (b − μ)·γ/√(σ² + ε) + β.
 *
 * All else stays: other layers, dropout, penalties, dtype, seed and normalisation of the inputs. `network` is left as it
 * is; without batch normalisation the result is a copy. Jacob et al. 2018, Quantization and training of neural networks for
 * efficient integer-arithmetic-only inference, 3.2.
 *
 * ```ts
 * await foldBatchNorm(network).save('model.safetensors')
 * ```
 *
 * @throws OptionError (not a network), BusyError, DisposedError
 */
export function foldBatchNorm<Units extends number>(network: Network<Units>): Network<Units> {
  const core = coreOf(network)
  const parameters = core.snapshot('fold its batch normalisation')
  const architecture = {
    ...core.architecture,
    layers: Object.freeze(core.architecture.layers.map(withoutBatchNorm)),
  }
  const folded = new NetworkCore(architecture, foldParameters(core, parameters, architecture), core.normalisation)
  return new Network(folded)
}

/** Every folded layer has a bias. One that had none would start at 0, were it drawn anew. */
function withoutBatchNorm({ batchNorm, ...layer }: ResolvedLayer): ResolvedLayer {
  if (batchNorm === undefined || layer.bias) return Object.freeze(layer)
  const { initializer, ...rest } = layer
  const biasInitializer = { kind: 'constant', value: 0 } as const
  return Object.freeze(
    initializer.kind === 'orthogonal'
      ? { ...rest, bias: true, initializer, biasInitializer }
      : { ...rest, bias: true, initializer, biasInitializer },
  )
}

/** Computed in double precision, rounded once. */
function foldParameters(
  { architecture: { layers, dtype }, tensors }: NetworkCore,
  parameters: FloatArray,
  architecture: Architecture,
): FloatArray {
  const all = floatArray(dtype, countNumbers(architecture))
  const before = views(tensors, parameters)
  const after = views(parameterTensors(architecture), all)
  for (const [name, values] of after) values.set(before.get(name) ?? [])
  for (const [layer, { batchNorm }] of layers.entries()) {
    if (batchNorm === undefined) continue
    const weight = after.get(`layers.${layer}.weight`)!
    const bias = after.get(`layers.${layer}.bias`)!
    const norm = (name: string) => before.get(`layers.${layer}.norm.${name}`)!
    const [scale, shift, mean, variance] = [
      norm('scale'),
      norm('shift'),
      norm('running_mean'),
      norm('running_variance'),
    ]
    const fanIn = weight.length / bias.length
    for (let unit = 0; unit < bias.length; unit++) {
      const factor = scale[unit]! / Math.sqrt(variance[unit]! + batchNorm.epsilon)
      for (let index = unit * fanIn; index < (unit + 1) * fanIn; index++) weight[index]! *= factor
      bias[unit] = (bias[unit]! - mean[unit]!) * factor + shift[unit]!
    }
  }
  return all
}

/** The tensors of a block of parameters, by name. */
function views(tensors: readonly ParameterTensor[], parameters: FloatArray): Map<string, FloatArray> {
  return new Map(tensors.map(({ name, offset, length }) => [name, parameters.subarray(offset, offset + length)]))
}
