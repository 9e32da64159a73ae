import type { Inputs, Normalisation } from '@blasnet/datasets'
import type { TrainingData } from '../data/options.ts'
import type { LossOption } from '../training/loss/options.ts'
import type { AveragingOptions, ClippingOptions, OptimizerOptions } from '../training/optimizer/options.ts'

interface CommonOptions {
  /** Without a schedule: `step` takes the learning rate of each step; `learningRateAt` gives that of a schedule. */
  readonly optimizer: OptimizerOptions
  /** Limits of the gradient. Default: none. */
  readonly clipping?: ClippingOptions
  /** As for `train`. Default: no limit. */
  readonly maxNorm?: number
  /** What `evaluate` looks at, and what the network has in the end. Default: none. */
  readonly averaging?: AveragingOptions
  /** Most samples of a batch; memory is set aside for so many. Default 32. */
  readonly batchSize?: number
  /**
   * Most threads that share a step, where it gains from more than one. Default: one for each core. The result is the
   * same, bit for bit, for any number.
   */
  readonly threads?: number
  /** Seed of what dropout drops, 0 … 2⁵³ − 1. Default 0. */
  readonly seed?: number
  /** As for `train`. Default: `keep` when the network has a normalisation, else `standard-score`. */
  readonly normalisation?: 'standard-score' | 'keep' | 'none' | Normalisation
}

export type TrainingLoopOptions<Units extends number = number> = CommonOptions &
  (
    | (LossOption<Units> & {
        /** What batches are taken from, by the numbers of its samples. */
        readonly data: TrainingData
      })
    | {
        /** Labels and targets are nothing to this loss. */
        readonly data: TrainingData | { readonly inputs: Inputs; readonly labels?: never; readonly targets?: never }
        /** A loss of your own: `setOutputGradient` tells its gradient. */
        readonly loss: 'own'
      }
  )
