import { checkBoolean, checkInteger, checkObject, OptionError } from '@blasnet/check'
import type { Normalisation } from '@blasnet/datasets'
import type { NativeLoss, NativeOptimizer } from '@blasnet/native'
import { type CheckedData, checkTrainingData } from '../data/check-data.ts'
import { checkImageAugmentation, checkImages, type ImageAugmentation } from '../data/image-augmentation.ts'
import type { TrainingData } from '../data/options.ts'
import { InputDataError } from '../errors.ts'
import { checkSeed, checkThreads } from '../network/check-options.ts'
import { checkSignal } from '../network/check-signal.ts'
import type { NetworkCore } from '../network/core.ts'
import { checkBatchSize } from './check-batch.ts'
import { checkScheduleFits } from './learning-rate/check-schedule.ts'
import type { LearningRateSchedule } from './learning-rate/options.ts'
import { checkLoss } from './loss/check-loss.ts'
import { checkTargetRange } from './loss/check-targets.ts'
import { resolveNormalisation } from './normalisation.ts'
import { checkDescent } from './optimizer/check-descent.ts'
import { makeSchedule, type Schedule } from './schedule.ts'
import { checkEarlyStopping, checkMetrics, type StoppingPlan } from './stopping/check-stopping.ts'
import type { MetricFunction } from './stopping/options.ts'

/** {@link TrainOptions} checked, with every default filled in and worked out for the network and its data. */
export interface TrainingPlan {
  readonly train: CheckedData
  readonly validation: CheckedData | undefined
  /** The validation data as it was given, for metrics. */
  readonly givenValidation: TrainingData | undefined
  readonly loss: NativeLoss
  readonly learningRate: number
  readonly learningRateSchedule: LearningRateSchedule
  readonly optimizer: NativeOptimizer
  readonly augmentation: ImageAugmentation | undefined
  readonly batchSize: number
  readonly shuffle: boolean
  readonly seed: number
  readonly schedule: Schedule
  readonly stopping: StoppingPlan | undefined
  readonly metrics: ReadonlyMap<string, MetricFunction>
  /** Training samples to take layer statistics on; undefined for none. */
  readonly diagnosticSamples: number | undefined
  readonly threads: number
  readonly normalisation: Normalisation | undefined
  readonly signal: AbortSignal | undefined
}

const KEYS = [
  'data',
  'loss',
  'optimizer',
  'clipping',
  'maxNorm',
  'averaging',
  'augmentation',
  'epochs',
  'batchSize',
  'shuffle',
  'seed',
  'validationsPerEpoch',
  'earlyStopping',
  'metrics',
  'diagnostics',
  'threads',
  'maxSteps',
  'normalisation',
  'signal',
] as const

const COUNT = { min: 1, max: 2 ** 31 - 1 }

/**
 * Checks {@link TrainOptions} from an untyped caller.
 *
 * @throws OptionError, InputDataError
 */
export function planTraining(core: NetworkCore, value: unknown): TrainingPlan {
  const options = checkObject('options', value, KEYS)
  const loss = checkLoss('loss', options.loss, core.classes)
  const { learningRate, schedule: learningRateSchedule, optimizer } = checkDescent(options)
  const epochs = checkInteger('epochs', options.epochs, COUNT)
  const batchSize = checkBatchSize(options.batchSize, core.architecture)
  const shuffle = checkBoolean('shuffle', options.shuffle ?? true)
  const seed = checkSeed('seed', options.seed ?? 0)
  const validationsPerEpoch = checkInteger('validationsPerEpoch', options.validationsPerEpoch ?? 1, COUNT)
  const metrics = checkMetrics(options.metrics)
  const stopping = checkEarlyStopping(options.earlyStopping, metrics.keys())
  const maxSteps = options.maxSteps === undefined ? undefined : checkInteger('maxSteps', options.maxSteps, { min: 1 })
  const signal = checkSignal('signal', options.signal)
  const augmentation = checkImageAugmentation('augmentation', options.augmentation)
  const { train, validation, givenValidation } = checkData(core, options, learningRateSchedule)
  for (const [name, part] of [
    ['data.train', train],
    ['data.validation', validation],
  ] as const)
    if (part !== undefined) checkTargetRange(name, part, loss)
  if (augmentation !== undefined) checkImages('data.train', train, core.architecture.inputs, augmentation)
  if (train.count < batchSize) {
    throw new InputDataError('data.train', `at least one batch of ${batchSize} samples`, String(train.count))
  }
  const schedule = makeSchedule({
    stepsPerEpoch: Math.floor(train.count / batchSize),
    epochs,
    ...(maxSteps !== undefined && { maxSteps }),
    ...(validation !== undefined && { validationsPerEpoch }),
  })
  checkScheduleFits('optimizer.schedule', learningRateSchedule, {
    learningRate,
    stepsPerEpoch: schedule.stepsPerEpoch,
    totalSteps: schedule.maxSteps,
  })
  const diagnosticSamples = checkDiagnostics(options.diagnostics, train.count)
  const threads = checkThreads('threads', options.threads)
  const normalisation = resolveNormalisation(options.normalisation, core.normalisation, train.inputs)
  return {
    ...{ train, validation, givenValidation, loss, learningRate, learningRateSchedule, optimizer, batchSize, shuffle },
    ...{ augmentation },
    ...{ seed, schedule, stopping, metrics, diagnosticSamples, threads, normalisation, signal },
  }
}

function checkDiagnostics(value: unknown, trainingSamples: number): number | undefined {
  if (value === undefined) return undefined
  const { samples } = checkObject('diagnostics', value, ['samples'])
  return checkInteger('diagnostics.samples', samples, { min: 1, max: trainingSamples })
}

function checkData(
  core: NetworkCore,
  options: Readonly<Partial<Record<(typeof KEYS)[number], unknown>>>,
  schedule: LearningRateSchedule,
) {
  const data = checkObject('data', options.data, ['train', 'validation'])
  const shape = { features: core.architecture.inputs, classes: core.classes }
  if (data.validation === undefined) {
    const needed = (['earlyStopping', 'validationsPerEpoch', 'metrics', 'diagnostics'] as const).find(
      key => options[key] !== undefined,
    )
    if (needed !== undefined) throw new OptionError('data.validation', `data, as ${needed} is given`, undefined)
    if (schedule.kind === 'on-plateau') {
      throw new OptionError('data.validation', 'data, as optimizer.schedule is on-plateau', undefined)
    }
  }
  const { validation } = data
  return {
    train: checkTrainingData('data.train', data.train, shape),
    validation: validation === undefined ? undefined : checkTrainingData('data.validation', validation, shape),
    givenValidation: validation as TrainingData | undefined,
  }
}
