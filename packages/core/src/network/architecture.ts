import type { Activation, DType } from '@blasnet/native'
import type {
  BiasInitializer,
  IndependentInitializer,
  Initializer,
  OrthogonalInitializer,
  SeparateBiasInitializer,
} from './initializers/options.ts'
import type { ResolvedExtras } from './layers/options.ts'

/** A layer with every default filled in. Layers can be given to `createNetwork` again. */
export type ResolvedLayer = { readonly units: number; readonly activation: Activation } & ResolvedInitializers &
  ResolvedExtras

/** How weights and bias of a layer start; nothing is said about a bias that there is not. */
export type ResolvedInitializers =
  | { readonly bias: false; readonly initializer: Initializer; readonly biasInitializer?: never }
  | { readonly bias: true; readonly initializer: IndependentInitializer; readonly biasInitializer: BiasInitializer }
  | {
      readonly bias: true
      readonly initializer: OrthogonalInitializer
      readonly biasInitializer: SeparateBiasInitializer
    }

/** What a network is, apart from the values of its weights. */
export interface Architecture {
  readonly inputs: number
  /** Not there when nothing is dropped. */
  readonly inputDropout?: number
  readonly layers: readonly ResolvedLayer[]
  readonly dtype: DType
  readonly seed: number
}

/** Where one tensor stands among a network's parameters. */
export interface ParameterTensor {
  /** `layers.0.weight` */
  readonly name: string
  /** Weight [units, inputs], anything else [units]. */
  readonly shape: readonly number[]
  /** Whether training changes it by its gradient; running statistics follow the batches. */
  readonly learnt: boolean
  /** Index of its first value. */
  readonly offset: number
  readonly length: number
}

/**
 * The tensors in the order the engine keeps them, layer by layer: weight, bias where the layer has one, and with batch
 * normalisation its scale γ, its shift β, and running mean and variance.
 */
export function parameterTensors({ inputs, layers }: Pick<Architecture, 'inputs' | 'layers'>): ParameterTensor[] {
  const tensors: ParameterTensor[] = []
  let offset = 0
  const add = (name: string, shape: readonly number[], learnt = true) => {
    const length = shape.reduce((product, size) => product * size, 1)
    tensors.push({ name, shape, learnt, offset, length })
    offset += length
  }
  let fanIn = inputs
  for (const [index, { units, bias, batchNorm }] of layers.entries()) {
    add(`layers.${index}.weight`, [units, fanIn])
    if (bias) add(`layers.${index}.bias`, [units])
    if (batchNorm !== undefined) {
      add(`layers.${index}.norm.scale`, [units])
      add(`layers.${index}.norm.shift`, [units])
      add(`layers.${index}.norm.running_mean`, [units], false)
      add(`layers.${index}.norm.running_variance`, [units], false)
    }
    fanIn = units
  }
  return tensors
}

/** Numbers of all tensors: what the engine keeps of a network. */
export function countNumbers(network: Pick<Architecture, 'inputs' | 'layers'>): number {
  return parameterTensors(network).reduce((sum, { length }) => sum + length, 0)
}

/** Numbers that are learnt. */
export function countParameters(network: Pick<Architecture, 'inputs' | 'layers'>): number {
  return parameterTensors(network).reduce((sum, { learnt, length }) => sum + (learnt ? length : 0), 0)
}
