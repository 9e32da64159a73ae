import type { FloatArray } from '@blasnet/native'
import type { TrainingData } from '../../data/options.ts'

/** What a metric is taken of. */
export interface ValidationOutputs {
  /** Outputs of the last layer as they are, [count, units] row-major: logits, for a classifier. */
  readonly outputs: FloatArray
  /** Units of the last layer. */
  readonly units: number
  readonly count: number
  /** The validation data as it was given. */
  readonly data: TrainingData
}

export type MetricFunction = (validation: ValidationOutputs) => number

/** What early stopping can watch; `trainAccuracy` and `accuracy` need data with classes. */
export type WatchedMetric = 'loss' | 'accuracy' | 'trainAccuracy' | (string & {})

export interface EarlyStoppingOptions {
  /** Validations without a new best figure after which training stops. */
  readonly patience: number
  /** Default `loss`; the name of one of `metrics` is allowed, too. */
  readonly metric?: WatchedMetric
  /** Which is better. Default `lowest` for `loss` and `highest` for anything else. */
  readonly goal?: 'lowest' | 'highest'
  /** Give the network the weights of its best validation when training ends, for whatever reason. Default false. */
  readonly restoreBest?: boolean
}
