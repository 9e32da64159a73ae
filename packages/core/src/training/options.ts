import type { Normalisation } from '@blasnet/datasets'
import type { Augmentation } from '../data/augmentation.ts'
import type { TrainingData } from '../data/options.ts'
import type { LossOption } from './loss/options.ts'
import type { AveragingOptions, ClippingOptions, OptimizerOptions } from './optimizer/options.ts'
import type { EarlyStoppingOptions, MetricFunction } from './stopping/options.ts'

export type TrainOptions<Units extends number = number> = LossOption<Units> & {
  readonly data: {
    readonly train: TrainingData
    /** Needed by `validationsPerEpoch`, `earlyStopping`, `metrics` and `diagnostics`; without it nothing is validated. */
    readonly validation?: TrainingData
  }
  readonly optimizer: OptimizerOptions
  /** Limits of the gradient. Default: none. */
  readonly clipping?: ClippingOptions
  /**
   * Most that the norm of the weights into one unit may be after a step, above 0; Srivastava et al. 2014, 5.1. Default: no
   * limit.
   */
  readonly maxNorm?: number
  /** Default: none. */
  readonly averaging?: AveragingOptions
  /**
   * Distorts every training image anew each time it is seen, while training goes on. The inputs of the training data are
   * bytes, each sample an image of height · width. Validation looks at images as they are. Default: none.
   */
  readonly augmentation?: Augmentation & { readonly width: number; readonly height: number }
  /** Most passes over the training data. */
  readonly epochs: number
  /** Default 32. An incomplete last batch of an epoch is dropped. */
  readonly batchSize?: number
  /** A new order every epoch. Default true; false keeps the order of the data. */
  readonly shuffle?: boolean
  /** Seed of the order of the samples, of what dropout drops and of how images are distorted, 0 … 2⁵³ − 1. Default 0. */
  readonly seed?: number
  /**
   * Validate after step s of an epoch (counting from 0) when s mod ⌊steps per epoch / validationsPerEpoch⌋ = 0.
   * Default 1. Fewer steps than that in an epoch: after every step.
   */
  readonly validationsPerEpoch?: number
  /** Default: none. Needs validation data. */
  readonly earlyStopping?: EarlyStoppingOptions
  /**
   * Figures of your own, taken of the outputs for the validation data at every validation, by name; see
   * {@link ValidationPoint.metrics}. Default: none. Needs validation data.
   */
  readonly metrics?: Readonly<Record<string, MetricFunction>>
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
