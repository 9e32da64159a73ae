import type { Normalisation } from '@blasnet/datasets'
import type { Activation, DType } from '@blasnet/native'
import type {
  BiasInitializer,
  IndependentInitializer,
  Initializer,
  OrthogonalInitializer,
  SeparateBiasInitializer,
} from './initializers/options.ts'

import type { BatchNormOptions, LayerExtras } from './layers/options.ts'

export type { BiasInitializer, Initializer } from './initializers/options.ts'
export type { BatchNormOptions } from './layers/options.ts'

/** A fully connected layer: y = dropout(f(norm(x·Wᵀ + b))); normalisation and dropout only where asked for. */
export type LayerOptions<Units extends number = number> = LayerExtras & {
  /** Outputs of the layer. */
  readonly units: Units
  /** Default `identity`: the last layer of a classifier gives logits. */
  readonly activation?: Activation
  /** `true` for the defaults. Default: none. */
  readonly batchNorm?: boolean | BatchNormOptions
} & (
    | {
        /** Default true; false beside a batch normalisation, which shifts as a bias would. */
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

/** @typeParam Units of the last layer, where the compiler knows them. */
export interface NetworkOptions<Units extends number = number> {
  /** Features of one sample. */
  readonly inputs: number
  /** From the first hidden layer to the output layer; at least one. */
  readonly layers: readonly LayerOptions[] | readonly [...LayerOptions[], LayerOptions<Units>]
  /** Probability of dropping each input while training, 0 … below 1. Default 0. */
  readonly inputDropout?: number
  /** Seed of the initial weights, 0 … 2⁵³ − 1. Default 0. */
  readonly seed?: number
  /** Default `float32`; `float64` for gradient checks and exact comparison. */
  readonly dtype?: DType
  /** Applied to every input before the first layer. Default: none; {@link train} sets it from the training data. */
  readonly normalisation?: Normalisation
}
