import { checkBoolean, checkInteger, checkNumber, checkObject, checkOneOf, OptionError } from '@blasnet/check'
import type { LabelledData, Normalisation } from '@blasnet/datasets'
import { checkLabelledData } from '../data/check-data.ts'
import { InputDataError } from '../errors.ts'
import { checkSeed, checkThreads } from '../network/check-options.ts'
import type { NetworkCore } from '../network/core.ts'
import { checkLearningRateSchedule, checkScheduleFits } from './learning-rate/check-schedule.ts'
import type { LearningRateSchedule } from './learning-rate/options.ts'
import { resolveNormalisation } from './normalisation.ts'
import { makeSchedule, type Schedule } from './schedule.ts'

/** {@link TrainOptions} checked, with every default filled in and worked out for the network and its data. */
export interface TrainingPlan {
  readonly train: LabelledData
  readonly validation: LabelledData | undefined
  readonly learningRate: number
  readonly learningRateSchedule: LearningRateSchedule
  readonly momentum: number
  readonly batchSize: number
  readonly shuffle: boolean
  readonly seed: number
  readonly schedule: Schedule
  readonly patience: number | undefined
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
  'epochs',
  'batchSize',
  'shuffle',
  'seed',
  'validationsPerEpoch',
  'earlyStopping',
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
  checkOneOf('loss', options.loss ?? 'softmax-cross-entropy', ['softmax-cross-entropy'])
  const optimizer = checkOptimizer(options.optimizer)
  const epochs = checkInteger('epochs', options.epochs, COUNT)
  const batchSize = checkInteger('batchSize', options.batchSize ?? 32, COUNT)
  const shuffle = checkBoolean('shuffle', options.shuffle ?? true)
  const seed = checkSeed('seed', options.seed ?? 0)
  const validationsPerEpoch = checkInteger('validationsPerEpoch', options.validationsPerEpoch ?? 1, COUNT)
  const patience = checkPatience(options.earlyStopping)
  const maxSteps = options.maxSteps === undefined ? undefined : checkInteger('maxSteps', options.maxSteps, { min: 1 })
  const signal = checkSignal(options.signal)
  const { train, validation } = checkData(core, options, optimizer.learningRateSchedule)
  if (train.labels.length < batchSize) {
    throw new InputDataError('data.train', `at least one batch of ${batchSize} samples`, String(train.labels.length))
  }
  const schedule = makeSchedule({
    stepsPerEpoch: Math.floor(train.labels.length / batchSize),
    epochs,
    ...(maxSteps !== undefined && { maxSteps }),
    ...(validation !== undefined && { validationsPerEpoch }),
  })
  const { learningRate, momentum, learningRateSchedule } = optimizer
  checkScheduleFits('optimizer.schedule', learningRateSchedule, {
    learningRate,
    stepsPerEpoch: schedule.stepsPerEpoch,
    totalSteps: schedule.maxSteps,
  })
  const diagnosticSamples = checkDiagnostics(options.diagnostics, train.labels.length)
  const threads = checkThreads('threads', options.threads)
  const normalisation = resolveNormalisation(options.normalisation, core.normalisation, train.inputs)
  return {
    ...{ train, validation, learningRate, learningRateSchedule, momentum, batchSize, shuffle, seed, schedule },
    ...{ patience, diagnosticSamples, threads, normalisation, signal },
  }
}

function checkOptimizer(value: unknown): Pick<TrainingPlan, 'learningRate' | 'learningRateSchedule' | 'momentum'> {
  const keys = ['kind', 'learningRate', 'momentum', 'schedule'] as const
  const { kind, learningRate, momentum, schedule } = checkObject('optimizer', value, keys)
  checkOneOf('optimizer.kind', kind, ['sgd'])
  return {
    learningRate: checkNumber('optimizer.learningRate', learningRate, { min: 0, exclusiveMin: true }),
    momentum: checkNumber('optimizer.momentum', momentum ?? 0, { min: 0, max: 1, exclusiveMax: true }),
    learningRateSchedule: checkLearningRateSchedule('optimizer.schedule', schedule ?? { kind: 'constant' }),
  }
}

function checkPatience(value: unknown): number | undefined {
  if (value === undefined) return undefined
  const { patience } = checkObject('earlyStopping', value, ['patience'])
  return checkInteger('earlyStopping.patience', patience, COUNT)
}

function checkDiagnostics(value: unknown, trainingSamples: number): number | undefined {
  if (value === undefined) return undefined
  const { samples } = checkObject('diagnostics', value, ['samples'])
  return checkInteger('diagnostics.samples', samples, { min: 1, max: trainingSamples })
}

function checkSignal(value: unknown): AbortSignal | undefined {
  if (value === undefined || value instanceof AbortSignal) return value
  throw new OptionError('signal', 'an AbortSignal', value)
}

function checkData(
  core: NetworkCore,
  options: Readonly<Partial<Record<(typeof KEYS)[number], unknown>>>,
  schedule: LearningRateSchedule,
) {
  const data = checkObject('data', options.data, ['train', 'validation'])
  const shape = { features: core.architecture.inputs, classes: core.classes }
  if (data.validation === undefined) {
    const needed = (['earlyStopping', 'validationsPerEpoch', 'diagnostics'] as const).find(
      key => options[key] !== undefined,
    )
    if (needed !== undefined)
      throw new OptionError('data.validation', `labelled data, as ${needed} is given`, undefined)
    if (schedule.kind === 'on-plateau') {
      throw new OptionError('data.validation', 'labelled data, as optimizer.schedule is on-plateau', undefined)
    }
  }
  return {
    train: checkLabelledData('data.train', data.train, shape),
    validation:
      data.validation === undefined ? undefined : checkLabelledData('data.validation', data.validation, shape),
  }
}
