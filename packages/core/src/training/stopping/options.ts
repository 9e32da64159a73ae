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

/**
 * A figure of your own. NaN is one, too, but not for early stopping. What it throws ends the run.
 *
 * ```ts
 * const auc: MetricFunction = ({ outputs, data }) =>
 *   binaryMetrics({ probabilities: outputs.map(z => 1 / (1 + Math.exp(-z))), labels: data.labels! }).rocAuc
 * ```
 */
export type MetricFunction = (validation: ValidationOutputs) => number

/** What early stopping can watch; `trainAccuracy` and `accuracy` need data with classes. */
export type WatchedMetric = 'loss' | 'accuracy' | 'trainAccuracy' | (string & {})

/** When training ends before its time. Prechelt 1998, Early stopping — but when? */
export interface EarlyStoppingOptions {
  /**
   * p: stop after a validation when the best of the last p + 1 figures is the oldest of them, the first among equals, once
   * there are p figures and at least two. 1 … 2³¹ − 1.
   */
  readonly patience: number
  /** Default `loss`; the name of one of `metrics` is allowed, too. */
  readonly metric?: WatchedMetric
  /** Which is better. Default `lowest` for `loss` and `highest` for anything else. */
  readonly goal?: 'lowest' | 'highest'
  /** Give the network the weights of its best validation when training ends, for whatever reason. Default false. */
  readonly restoreBest?: boolean
}
