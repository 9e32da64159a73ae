import type { LabelledData, Normalisation } from '@blasnet/datasets'
import type { LearningRateSchedule } from './learning-rate/options.ts'

/** Stochastic gradient descent: v ← ∇ + γ·v; w ← w − α·v. */
export interface SgdOptions {
  readonly kind: 'sgd'
  /** α, above 0; what a schedule starts from or, with one cycle, climbs to. */
  readonly learningRate: number
  /** γ in [0, 1). Default 0. */
  readonly momentum?: number
  /** How α changes from step to step. Default `{ kind: 'constant' }`: not at all. */
  readonly schedule?: LearningRateSchedule
}

export type OptimizerOptions = SgdOptions

export interface EarlyStoppingOptions {
  /** Validations without a new lowest validation loss after which training stops. */
  readonly patience: number
}

export interface TrainOptions {
  readonly data: {
    readonly train: LabelledData
    /** Needed by `validationsPerEpoch` and `earlyStopping`; without it nothing is validated. */
    readonly validation?: LabelledData
  }
  /** From logits, mean over the batch, natural logarithm. Default, and so far the only one. */
  readonly loss?: 'softmax-cross-entropy'
  readonly optimizer: OptimizerOptions
  /** Most passes over the training data. */
  readonly epochs: number
  /** Default 32. An incomplete last batch of an epoch is dropped. */
  readonly batchSize?: number
  /** A new order every epoch. Default true; false keeps the order of the data. */
  readonly shuffle?: boolean
  /** Seed of the order of the samples, 0 … 2⁵³ − 1. Default 0. */
  readonly seed?: number
  /**
   * Validate after step s of an epoch (counting from 0) when s mod ⌊steps per epoch / validationsPerEpoch⌋ = 0.
   * Default 1. Fewer steps than that in an epoch: after every step.
   */
  readonly validationsPerEpoch?: number
  /** Default: none. Needs validation data. */
  readonly earlyStopping?: EarlyStoppingOptions
  /**
   * Record sizes of gradients, weights and updates in every layer after every validation, on the first `samples`
   * training samples; see {@link LayerStatisticsPoint}. Default: none. Needs validation data.
   */
  readonly diagnostics?: { readonly samples: number }
  /**
   * Most threads that share each training step, where it gains from more than one, and each validation. Default: one
   * for each core; set 1 where several networks are trained side by side. The result is the same, bit for bit, for any
   * number.
   */
  readonly threads?: number
  /** Stop after this many steps. Default: no limit. */
  readonly maxSteps?: number
  /**
   * `standard-score` takes mean and standard deviation from the training data, `keep` uses what the network has,
   * `none` leaves inputs as they are. Default: `keep` when the network has a normalisation, else `standard-score`.
   */
  readonly normalisation?: 'standard-score' | 'keep' | 'none' | Normalisation
  /** Aborting ends training within a few steps; the run resolves with what was trained, `stopped.reason` `aborted`. */
  readonly signal?: AbortSignal
}
