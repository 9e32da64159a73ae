/**
 * Normalisation of what a layer computes by mean and variance over the batch, before its activation:
 * x̂ = (z − μ)/√(σ² + ε), u = γ·x̂ + β. Ioffe and Szegedy 2015, Batch normalization, algorithm 1. Outside training running
 * statistics take the place of the batch's.
 */
export interface BatchNormOptions {
  /** Share of a batch's statistics in the running ones, 0 … 1. Default 0.1. */
  readonly momentum?: number
  /** ε, above 0. Default 1e-5. */
  readonly epsilon?: number
}

/** What a layer can have beside weights, bias and activation. */
export interface LayerExtras {
  /** Probability of dropping each output while training, 0 … below 1. Default 0. Srivastava et al. 2014. */
  readonly dropout?: number
  /** Penalty l1·Σ|w| over the weights, added to what training minimises, not to the losses it reports. Default 0. */
  readonly l1?: number
  /** Penalty l2·Σw² over the weights. Default 0. */
  readonly l2?: number
}

/** With every default filled in; what a layer does not have is not there. */
export interface ResolvedExtras {
  readonly batchNorm?: Required<BatchNormOptions>
  readonly dropout?: number
  readonly l1?: number
  readonly l2?: number
}
