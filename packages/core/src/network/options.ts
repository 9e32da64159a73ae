import type { Normalisation } from '@blasnet/datasets'
import type { Activation, DType } from '@blasnet/native'

/**
 * How a layer's weights are drawn. A bias is drawn like its layer's weights and counts as one more input (the bias
 * trick), so fan-in = inputs + 1 for a layer with a bias.
 */
export type Initializer =
  /** U[low, high). */
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  /** N(0, 1/fan-in): standard deviation 1/√fan-in. LeCun et al., Efficient BackProp, 4.6. */
  | { readonly kind: 'fan-in-normal' }
  /** N(0, 2/fan-in): standard deviation √(2/fan-in), for ReLU. He et al. 2015, 2.2. */
  | { readonly kind: 'he-normal' }

/** A fully connected layer: y = f(x·Wᵀ + b). */
export interface LayerOptions {
  /** Outputs of the layer. */
  readonly units: number
  /** Default `identity`: the last layer of a classifier gives logits. */
  readonly activation?: Activation
  /** Default true. */
  readonly bias?: boolean
  /** Default `{ kind: 'fan-in-normal' }`. */
  readonly initializer?: Initializer
}

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
