import type { Normalisation } from '@blasnet/datasets'
import type { Activation, DType } from '@blasnet/native'
import type {
  BiasInitializer,
  IndependentInitializer,
  Initializer,
  OrthogonalInitializer,
  SeparateBiasInitializer,
} from './initializers/options.ts'

export type { BiasInitializer, Initializer } from './initializers/options.ts'

/** A fully connected layer: y = f(x·Wᵀ + b). */
export type LayerOptions = {
  /** Outputs of the layer. */
  readonly units: number
  /** Default `identity`: the last layer of a classifier gives logits. */
  readonly activation?: Activation
} & (
  | {
      /** Default true. */
      readonly bias?: boolean
      /** How the weights are drawn. Default `{ kind: 'fan-in-normal' }`. */
      readonly initializer?: Initializer
      /** Only for a layer with a bias. Default: as the initializer has it, see {@link BiasInitializer}. */
      readonly biasInitializer?: never
    }
  | {
      readonly bias?: true
      readonly initializer?: IndependentInitializer
      readonly biasInitializer: BiasInitializer
    }
  | {
      readonly bias?: true
      readonly initializer: OrthogonalInitializer
      /** A bias is no part of an orthogonal matrix, so it cannot be drawn with the weights. */
      readonly biasInitializer: SeparateBiasInitializer
    }
)

export interface NetworkOptions {
  /** Features of one sample. */
  readonly inputs: number
  /** From the first hidden layer to the output layer; at least one. */
  readonly layers: readonly LayerOptions[]
  /** Seed of the initial weights, 0 … 2⁵³ − 1. Default 0. */
  readonly seed?: number
  /** Default `float32`; `float64` for gradient checks and exact comparison. */
  readonly dtype?: DType
  /** Applied to every input before the first layer. Default: none; {@link train} sets it from the training data. */
  readonly normalisation?: Normalisation
}
