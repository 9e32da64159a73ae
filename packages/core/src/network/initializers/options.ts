/**
 * How a layer's weights are drawn, from the seed of the network and the layer's own stream. Fan-in is the number of
 * inputs of a unit, fan-out the number of units. A bias that is drawn with its layer's weights (the bias trick, see
 * {@link BiasInitializer}) counts as one more input: fan-in = inputs + 1 then, else fan-in = inputs.
 *
 * Normal distributions are not truncated, as in PyTorch; Keras cuts those of Glorot, He and LeCun at two deviations.
 */
export type Initializer =
  /** U[low, high). */
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  /** N(mean, standardDeviation²); `mean` 0 by default. */
  | { readonly kind: 'normal'; readonly mean?: number; readonly standardDeviation: number }
  /** N(0, 1/fan-in): standard deviation 1/√fan-in. LeCun et al. 1998, Efficient BackProp, 4.6. */
  | { readonly kind: 'fan-in-normal' }
  /** U[−a, a), a = √(6/(fan-in + fan-out)). Glorot and Bengio 2010, Understanding the difficulty …, eq. 16. */
  | { readonly kind: 'glorot-uniform' }
  /** N(0, 2/(fan-in + fan-out)). The variance of Glorot and Bengio 2010, eq. 12. */
  | { readonly kind: 'glorot-normal' }
  /** U[−a, a), a = √(6/fan-in): the variance of He et al. 2015, eq. 10. */
  | { readonly kind: 'he-uniform' }
  /** N(0, 2/fan-in): standard deviation √(2/fan-in), for ReLU. He et al. 2015, Delving deep into rectifiers, 2.2. */
  | { readonly kind: 'he-normal' }
  /** U[−a, a), a = √(3/fan-in): the variance of LeCun et al. 1998, 4.6. */
  | { readonly kind: 'lecun-uniform' }
  /** N(0, 1/fan-in), with the bias at zero by default: for SELU, Klambauer et al. 2017. */
  | { readonly kind: 'lecun-normal' }
  /**
   * gain · Q: of all matrices with orthonormal rows (W·Wᵀ = gain²·I), where there are more units than inputs with
   * orthonormal columns (Wᵀ·W = gain²·I), each is equally likely. Q is that of a QR decomposition of normal random
   * numbers whose R has a positive diagonal. `gain` 1 by default. Saxe et al. 2013, Exact solutions …, 2 and 3;
   * Mezzadri 2007 on the signs.
   */
  | { readonly kind: 'orthogonal'; readonly gain?: number }
  /** Every weight is `value`. All units of a layer then learn the same: of use in tests and for the output layer. */
  | { readonly kind: 'constant'; readonly value: number }

export type OrthogonalInitializer = Extract<Initializer, { readonly kind: 'orthogonal' }>

/** An initializer that draws every weight by itself, so that it can draw a bias in the same way. */
export type IndependentInitializer = Exclude<Initializer, OrthogonalInitializer>

/**
 * How a layer's bias starts. The default belongs to the {@link Initializer} of the weights: `with-weights` for
 * `uniform`, `fan-in-normal` and `he-normal`; for all others { kind: 'constant', value: 0 }, as in Keras and in the
 * papers that they are from.
 */
export type BiasInitializer =
  /** Drawn like the weights, right after them: the bias trick, where a bias is the weight of one more input, 1. */
  | { readonly kind: 'with-weights' }
  /** Every bias is `value`. */
  | { readonly kind: 'constant'; readonly value: number }
  /** U[low, high), from a stream of its own. */
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  /** N(mean, standardDeviation²), from a stream of its own; `mean` 0 by default. */
  | { readonly kind: 'normal'; readonly mean?: number; readonly standardDeviation: number }

/** A bias that does not depend on how the weights are drawn. */
export type SeparateBiasInitializer = Exclude<BiasInitializer, { readonly kind: 'with-weights' }>
