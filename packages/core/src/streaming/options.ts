import type { Normalisation } from '@blasnet/datasets'
import type { TrainingData } from '../data/options.ts'
import type { TrainingEvent, TrainingResult } from '../training/events.ts'
import type { LossOption } from '../training/loss/options.ts'
import type { AveragingOptions, ClippingOptions, OptimizerOptions } from '../training/optimizer/options.ts'
import type { EarlyStoppingOptions, MetricFunction } from '../training/stopping/options.ts'

/** Training data piece by piece. Memory of a piece belongs to the run from when it is given: fill new arrays each time. */
export type Pieces = AsyncIterable<TrainingData> | Iterable<TrainingData>

/** {@link TrainOptions} where there are no others here. */
export type TrainOnStreamOptions<Units extends number = number> = LossOption<Units> & {
  /**
   * Pieces of one sample or more, in the order they are learnt, or a function that begins them anew for each epoch, counted
   * from 0. All have labels or all have targets. Batches are cut across pieces; samples left over at the end of an epoch
   * are dropped.
   */
  readonly batches: Pieces | ((epoch: number) => Pieces)
  /** Most pieces that wait, fetched ahead of the one in training; at least 1. Default 2. */
  readonly prefetch?: number
  /**
   * Bytes of pieces that the run may hold. It asks for one more only where the largest so far would still fit; a piece
   * larger than this is an error. The engine reads pieces in shared memory in place; of others it copies the one in
   * training, which does not count. Default 256 MiB.
   */
  readonly memoryLimit?: number
  /** Needed by `earlyStopping` and `metrics`. */
  readonly validation?: TrainingData
  /** Validate after every so many steps. Needed with `validation`. */
  readonly validateEvery?: number
  readonly optimizer: OptimizerOptions
  readonly clipping?: ClippingOptions
  readonly maxNorm?: number
  readonly averaging?: AveragingOptions
  /** Most passes over the stream; more than one needs a function. Default 1. */
  readonly epochs?: number
  /** How many steps an epoch has, if that is known: schedules count by it. */
  readonly stepsPerEpoch?: number
  /** Default: no limit. */
  readonly maxSteps?: number
  /** Default 32. */
  readonly batchSize?: number
  /** Seed of what dropout drops. Default 0. */
  readonly seed?: number
  readonly earlyStopping?: EarlyStoppingOptions
  readonly metrics?: Readonly<Record<string, MetricFunction>>
  readonly threads?: number
  /**
   * `keep` what the network has, `none`, or the one given: of a stream it is not known beforehand. Default `keep`; needed
   * when the network has none.
   */
  readonly normalisation?: 'keep' | 'none' | Normalisation
  /** Aborting ends training within a few steps, also while a piece is awaited; as for `train`. */
  readonly signal?: AbortSignal
}

/** A run over a stream: as a {@link TrainingRun}, but for its length, which is not known. */
export interface StreamRun extends AsyncIterable<TrainingEvent> {
  /** `trainAccuracy` of its validations is NaN. `stopped.epoch` counts an epoch under way only where its length is known. */
  readonly result: Promise<TrainingResult>
}
