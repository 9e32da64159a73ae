import type { Activation, DType } from '@blasnet/native'
import type {
  BiasInitializer,
  IndependentInitializer,
  Initializer,
  OrthogonalInitializer,
  SeparateBiasInitializer,
} from './initializers/options.ts'

/** A layer with every default filled in. Layers can be given to `createNetwork` again. */
export type ResolvedLayer = { readonly units: number; readonly activation: Activation } & ResolvedInitializers

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
  readonly layers: readonly ResolvedLayer[]
  readonly dtype: DType
  readonly seed: number
}

/** Where one tensor stands among a network's parameters. */
export interface ParameterTensor {
  /** `layers.0.weight` */
  readonly name: string
  /** Weight [units, inputs], bias [units]. */
  readonly shape: readonly number[]
  /** Index of its first value. */
  readonly offset: number
  readonly length: number
}

/** The tensors in the order the engine keeps them: layer by layer, weight, then bias where the layer has one. */
export function parameterTensors({ inputs, layers }: Pick<Architecture, 'inputs' | 'layers'>): ParameterTensor[] {
  const tensors: ParameterTensor[] = []
  let offset = 0
  const add = (name: string, shape: readonly number[]) => {
    const length = shape.reduce((product, size) => product * size, 1)
    tensors.push({ name, shape, offset, length })
    offset += length
  }
  let fanIn = inputs
  for (const [index, { units, bias }] of layers.entries()) {
    add(`layers.${index}.weight`, [units, fanIn])
    if (bias) add(`layers.${index}.bias`, [units])
    fanIn = units
  }
  return tensors
}

/** Σ units · (inputs + 1 with a bias) over the layers. */
export function countParameters({ inputs, layers }: Pick<Architecture, 'inputs' | 'layers'>): number {
  let count = 0
  let fanIn = inputs
  for (const { units, bias } of layers) {
    count += units * (fanIn + Number(bias))
    fanIn = units
  }
  return count
}
