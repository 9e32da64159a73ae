/** A stretch of training: a number of steps, or of passes over the training data, which may be a fraction of one. */
export type Span =
  | { readonly steps: number; readonly epochs?: never }
  | { readonly epochs: number; readonly steps?: never }

/**
 * Steps before the schedule begins, in which the rate grows by equal amounts to the one that the schedule begins with:
 * at step t of n it is that rate times from + (1 − from)·t/n. Goyal et al. 2017, Accurate, large minibatch SGD, 2.2.
 */
export type Warmup = Span & {
  /** Share of the schedule's first rate to begin with, 0 … 1. Default 1/(n + 1), so that step t takes (t + 1)/(n + 1). */
  readonly from?: number
}

interface Warmable {
  /** Default: none. Steps and epochs of the schedule count from its end. */
  readonly warmup?: Warmup
}

/**
 * A learning-rate schedule that knows every rate before training starts. α is the `learningRate` of the optimizer, t the
 * step, counting from 0 at the end of a warm-up, and T the number of steps from there to the end of the run: all that
 * `epochs` and `maxSteps` let it take.
 */
export type PlannedSchedule = Warmable &
  (
    | /** α */ { readonly kind: 'constant' }
    /** α · factor^⌊t/every⌋ */
    | { readonly kind: 'step'; readonly factor: number; readonly every: Span }
    /** α · factor^(t/every), after every single step a little less. */
    | { readonly kind: 'exponential'; readonly factor: number; readonly every: Span }
    /** α + (final − α)·t/T; `final` 0 by default. */
    | { readonly kind: 'linear'; readonly final?: number }
    /**
     * minimum + (α − minimum)·(1 + cos(π·t/T))/2; `minimum` 0 by default. Loshchilov and Hutter 2017, SGDR, eq. 5,
     * without restarts.
     */
    | { readonly kind: 'cosine'; readonly minimum?: number }
    /**
     * Half a cosine up from α/startDivisor to α, which is reached at step peakAt·T − 1, and half a cosine down to
     * α/(startDivisor·endDivisor) at the last step. The momentum stays as it is. Smith and Topin 2018,
     * Super-convergence, with PyTorch's cosines for its straight lines.
     */
    | {
        readonly kind: 'one-cycle'
        /** Share of the steps after which the rate is highest, between 0 and 1. Default 0.3. */
        readonly peakAt?: number
        /** At least 1. Default 25. */
        readonly startDivisor?: number
        /** At least 1. Default 10,000. */
        readonly endDivisor?: number
      }
  )

/**
 * A schedule that multiplies the rate by `factor` when the validation loss has not been lower for more than `patience`
 * validations, those during a warm-up aside. Needs validation data. As PyTorch's ReduceLROnPlateau.
 */
export interface PlateauSchedule extends Warmable {
  readonly kind: 'on-plateau'
  /** Above 0 and below 1. Default 0.1. */
  readonly factor?: number
  /** Validations in a row, 0 or more, that may pass without a lower loss. Default 10. */
  readonly patience?: number
  /** A loss is lower when it is below the lowest · (1 − threshold); 0 or more, below 1. Default 1e-4. */
  readonly threshold?: number
  /** Validations after a reduction that do not count. Default 0. */
  readonly cooldown?: number
  /** The rate does not go below this. Default 0. */
  readonly minimum?: number
}

/** How the learning rate changes from step to step: plain data, to be written down and drawn. */
export type LearningRateSchedule = PlannedSchedule | PlateauSchedule
