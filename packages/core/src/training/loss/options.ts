/**
 * −Σ_c w_c·t_c·log softmax(z)_c, where t is 1 at the label (or the row of targets), smoothed to (1 − ε)·t + ε/C. Szegedy et
 * al. 2016, Rethinking the Inception architecture, 7 (smoothing).
 */
export interface SoftmaxCrossEntropyOptions {
  readonly kind: 'softmax-cross-entropy'
  /** ε, 0 … below 1. Default 0. */
  readonly labelSmoothing?: number
  /** w, one for each class, at least 0. Default 1 each. With labels, the mean over a batch is weighted by them, too. */
  readonly classWeights?: readonly number[]
}

/**
 * −(p·t·log σ(z) + (1 − t)·log(1 − σ(z))), mean over the outputs: each output says yes or no on its own. One output takes
 * the labels 0 and 1.
 */
export interface BinaryCrossEntropyOptions {
  readonly kind: 'binary-cross-entropy'
  /** p, how much a yes counts, at least 0: one for all outputs, or one for each. Default 1. */
  readonly positiveWeights?: number | readonly number[]
}

/** (z − t)², mean over the outputs. */
export interface MeanSquaredErrorOptions {
  readonly kind: 'mean-squared-error'
}

/** (z − t)²/2 where |z − t| ≤ δ, else δ·(|z − t| − δ/2), mean over the outputs. Huber 1964. */
export interface HuberOptions {
  readonly kind: 'huber'
  /** δ, above 0. Default 1. */
  readonly delta?: number
}

/**
 * What training minimises, from the outputs z of the last layer as they are: no softmax and no sigmoid in the network. The
 * loss of a batch is the mean over its samples, weighted where they have weights.
 */
export type LossOptions =
  | SoftmaxCrossEntropyOptions
  | BinaryCrossEntropyOptions
  | MeanSquaredErrorOptions
  | HuberOptions

/** Options, or a kind alone for its defaults. */
export type Loss = LossOptions | LossOptions['kind']

/** Losses that can do with one output: among one class there is nothing to choose. */
export type OneOutputLoss = Exclude<Loss, SoftmaxCrossEntropyOptions | 'softmax-cross-entropy'>

/** The option `loss` for a network of so many outputs. */
export type LossOption<Units extends number> = Units extends 1
  ? { readonly loss: OneOutputLoss }
  : {
      /** Default `softmax-cross-entropy`; needed with one output, which that cannot do with. */
      readonly loss?: Loss
    }
