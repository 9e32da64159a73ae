import type { LearningRateSchedule } from '../learning-rate/options.ts'

interface CommonOptions {
  /** α, 1e-30 … 1e30; what a schedule starts from or, with one cycle, climbs to. */
  readonly learningRate: number
  /** How α changes from step to step. Default `{ kind: 'constant' }`: not at all. */
  readonly schedule?: LearningRateSchedule
}

interface L2Decay {
  /** λ, at least 0: the gradient of every weight, not of biases, scales and shifts, gets λ·w. Default 0. */
  readonly weightDecay?: number
}

/** Stochastic gradient descent: v ← ∇ + γ·v; w ← w − α·v. Sutskever et al. 2013, in PyTorch's convention. */
export type SgdOptions = CommonOptions & {
  readonly kind: 'sgd'
} & (
    | {
        /** γ in [0, 1). Default 0. */
        readonly momentum?: number
        /** Default false. */
        readonly nesterov?: false
      }
    | {
        readonly momentum: number
        /** w ← w − α·(∇ + γ·v) instead. Default false. */
        readonly nesterov: true
      }
  ) &
  (
    | (L2Decay & { readonly decoupledWeightDecay?: never })
    | {
        readonly weightDecay?: never
        /** λ, at least 0: w ← w − α·λ·w apart from the gradient. Loshchilov and Hutter 2019. */
        readonly decoupledWeightDecay: number
      }
  )

/**
 * s ← ρ·s + (1 − ρ)·∇²; w ← w − α·∇/(√s + ε). Tieleman and Hinton 2012. Centered: s less the square of the mean gradient,
 * Graves 2013. With momentum: v ← γ·v + ∇/(√s + ε); w ← w − α·v.
 */
export type RmspropOptions = CommonOptions &
  L2Decay & {
    readonly kind: 'rmsprop'
    /** ρ in [0, 1). Default 0.99. */
    readonly rho?: number
    /** ε, above 0. Default 1e-8. */
    readonly epsilon?: number
    /** γ in [0, 1). Default 0. */
    readonly momentum?: number
    /** Divide by the deviation of the gradient, not by its root mean square. Default false. */
    readonly centered?: boolean
  }

interface AdamFields {
  /** β₁ in [0, 1). Default 0.9. */
  readonly beta1?: number
  /** β₂ in [0, 1). Default 0.999. */
  readonly beta2?: number
  /** ε, above 0. Default 1e-8. */
  readonly epsilon?: number
  /** Divide by the largest second moment so far; Reddi et al. 2018. Default false. */
  readonly amsgrad?: boolean
  /** Adam adapts its steps by itself. */
  readonly momentum?: never
}

/**
 * m ← β₁·m + (1 − β₁)·∇; v ← β₂·v + (1 − β₂)·∇²; w ← w − α·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ). Kingma and
 * Ba 2015, algorithm 1.
 */
export type AdamOptions = CommonOptions & L2Decay & AdamFields & { readonly kind: 'adam' }

/** Adam with decay apart from the gradient, w ← w − α·λ·w. Loshchilov and Hutter 2019, Decoupled weight decay. */
export type AdamWOptions = CommonOptions &
  AdamFields & {
    readonly kind: 'adamw'
    /** λ, at least 0. Default 0.01. */
    readonly weightDecay?: number
  }

/** s ← s + ∇²; w ← w − α·∇/(√s + ε). Duchi et al. 2011. */
export type AdagradOptions = CommonOptions &
  L2Decay & {
    readonly kind: 'adagrad'
    /** ε, above 0. Default 1e-10. */
    readonly epsilon?: number
    /** What s begins with, at least 0. Default 0. */
    readonly initialAccumulator?: number
    readonly momentum?: never
  }

/** How a step moves the parameters. */
export type OptimizerOptions = SgdOptions | RmspropOptions | AdamOptions | AdamWOptions | AdagradOptions

/** Limits of the gradient, of all parameters together. */
export interface ClippingOptions {
  /** Most that the magnitude of each component may be, 1e-30 … 1e30. Default: no limit. */
  readonly value?: number
  /** Most that the norm may be, 1e-30 … 1e30, after `value`. Default: no limit. Pascanu et al. 2013. */
  readonly norm?: number
}

/**
 * A moving average of all parameters, a ← d·a + (1 − d)·w after every step, with d = min(decay, (1 + t)/(10 + t)) at step
 * t = 1, 2 …; Polyak and Juditsky 1992. It is what is validated, and what the network has in the end.
 */
export interface AveragingOptions {
  /** d in [0, 1), below 1 in float32 as well; for example 0.999. */
  readonly decay: number
}
