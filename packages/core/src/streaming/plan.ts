import { checkInteger, checkObject, checkOneOf, OptionError } from '@blasnet/check'
import type { Normalisation } from '@blasnet/datasets'
import { type CheckedData, checkTrainingData } from '../data/check-data.ts'
import type { TrainingData } from '../data/options.ts'
import { checkNormalisation, checkSeed, checkThreads } from '../network/check-options.ts'
import { checkSignal } from '../network/check-signal.ts'
import type { NetworkCore } from '../network/core.ts'
import { checkBatchSize } from '../training/check-batch.ts'
import { checkScheduleFits } from '../training/learning-rate/check-schedule.ts'
import type { LearningRateSchedule } from '../training/learning-rate/options.ts'
import type { RunRateOptions } from '../training/learning-rate/run-rate.ts'
import { checkLoss } from '../training/loss/check-loss.ts'
import { checkDescent } from '../training/optimizer/check-descent.ts'
import type { RunPlan } from '../training/run-progress.ts'
import { checkEarlyStopping, checkMetrics } from '../training/stopping/check-stopping.ts'
import type { ValidationPlan } from '../training/validation.ts'
import type { Pieces } from './options.ts'

/** {@link TrainOnStreamOptions} checked, with every default filled in. */
export interface StreamPlan extends RunPlan, ValidationPlan {
  /** Begins the pieces of an epoch. */
  readonly open: (epoch: number) => unknown
  readonly prefetch: number
  readonly memoryLimit: number
  readonly validation: CheckedData | undefined
  /** Infinity for never. */
  readonly validateEvery: number
  readonly rate: RunRateOptions
  readonly epochs: number
  readonly stepsPerEpoch: number | undefined
  /** Infinity for no limit. */
  readonly maxSteps: number
  readonly normalisation: Normalisation | undefined
}

const KEYS = [
  ...(['batches', 'prefetch', 'memoryLimit', 'validation', 'validateEvery', 'loss', 'optimizer', 'clipping'] as const),
  ...(['maxNorm', 'averaging', 'epochs', 'stepsPerEpoch', 'maxSteps', 'batchSize', 'seed', 'earlyStopping'] as const),
  ...(['metrics', 'threads', 'normalisation', 'signal'] as const),
] as const

const COUNT = { min: 1, max: 2 ** 31 - 1 }
const MEBIBYTE = 2 ** 20

/**
 * Checks {@link TrainOnStreamOptions} from an untyped caller.
 *
 * @throws OptionError, InputDataError
 */
export function planStream(core: NetworkCore, value: unknown): StreamPlan {
  const options = checkObject('options', value, KEYS)
  const count = <T>(name: (typeof KEYS)[number], fallback: T) =>
    options[name] === undefined ? fallback : checkInteger(name, options[name], COUNT)
  const loss = checkLoss('loss', options.loss, core.classes)
  const { learningRate, schedule, optimizer } = checkDescent(options)
  const epochs = count('epochs', 1)
  const open = checkBatches(options.batches, epochs)
  const stepsPerEpoch = count('stepsPerEpoch', undefined)
  const maxSteps = count('maxSteps', Number.POSITIVE_INFINITY)
  const metrics = checkMetrics(options.metrics)
  const stopping = checkEarlyStopping(options.earlyStopping, metrics.keys())
  const { validation } = options
  if (validation === undefined) requireNoneOf(options, schedule)
  else if (options.validateEvery === undefined)
    throw new OptionError('validateEvery', 'a number of steps, as validation is given', undefined)
  const shape = { features: core.architecture.inputs, classes: core.classes }
  return {
    ...{ open, loss, optimizer, epochs, stepsPerEpoch, maxSteps, metrics, stopping },
    ...{ batchSize: checkBatchSize(options.batchSize, core.architecture), prefetch: count('prefetch', 2) },
    memoryLimit: checkInteger('memoryLimit', options.memoryLimit ?? 256 * MEBIBYTE, { min: 1 }),
    validation: validation === undefined ? undefined : checkTrainingData('validation', validation, shape),
    givenValidation: validation as TrainingData | undefined,
    validateEvery: count('validateEvery', Number.POSITIVE_INFINITY),
    rate: planRate(learningRate, schedule, { stepsPerEpoch, epochs, maxSteps }),
    seed: checkSeed('seed', options.seed ?? 0),
    threads: checkThreads('threads', options.threads),
    normalisation: checkKnownNormalisation(options.normalisation, core.normalisation),
    signal: checkSignal('signal', options.signal),
  }
}

function checkBatches(value: unknown, epochs: number): (epoch: number) => unknown {
  if (typeof value === 'function') return value as (epoch: number) => Pieces
  if (!isIterable(value)) {
    throw new OptionError('batches', 'an iterable, an async iterable, or a function that gives one', value)
  }
  if (epochs > 1) throw new OptionError('batches', `a function that begins it anew, as epochs is ${epochs}`, value)
  return () => value
}

/** Whether pieces can be had from it. */
export function isIterable(value: unknown): value is Pieces {
  if (typeof value !== 'object' || value === null) return false
  const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = value as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >
  return typeof later === 'function' || typeof now === 'function'
}

function requireNoneOf(
  options: Readonly<Partial<Record<(typeof KEYS)[number], unknown>>>,
  schedule: LearningRateSchedule,
): void {
  const needed = (['validateEvery', 'earlyStopping', 'metrics'] as const).find(key => options[key] !== undefined)
  if (needed !== undefined) throw new OptionError('validation', `data, as ${needed} is given`, undefined)
  if (schedule.kind === 'on-plateau')
    throw new OptionError('validation', 'data, as optimizer.schedule is on-plateau', undefined)
}

/** Refuses a schedule that needs to know more of the stream than it is told. */
function planRate(
  learningRate: number,
  schedule: LearningRateSchedule,
  known: { readonly stepsPerEpoch: number | undefined; readonly epochs: number; readonly maxSteps: number },
): RunRateOptions {
  const { kind, warmup } = schedule
  const spans = [warmup, 'every' in schedule ? schedule.every : undefined]
  if (known.stepsPerEpoch === undefined && spans.some(span => span?.epochs !== undefined))
    throw new OptionError('stepsPerEpoch', 'a number, as optimizer.schedule counts epochs', undefined)
  const stepsPerEpoch = known.stepsPerEpoch ?? Number.POSITIVE_INFINITY
  const totalSteps = Math.min(known.maxSteps, stepsPerEpoch * known.epochs)
  if (totalSteps === Number.POSITIVE_INFINITY && (kind === 'linear' || kind === 'cosine' || kind === 'one-cycle'))
    throw new OptionError('maxSteps', `a number, or stepsPerEpoch one, as optimizer.schedule is ${kind}`, undefined)
  checkScheduleFits('optimizer.schedule', schedule, { learningRate, stepsPerEpoch, totalSteps })
  return { learningRate, schedule, stepsPerEpoch, totalSteps }
}

function checkKnownNormalisation(value: unknown, current: Normalisation | undefined): Normalisation | undefined {
  if (typeof value === 'object' && value !== null) return checkNormalisation('normalisation', value)
  if (value === undefined && current === undefined)
    throw new OptionError('normalisation', "mean and standardDeviation, or 'none', as the network has none", value)
  return checkOneOf('normalisation', value ?? 'keep', ['keep', 'none']) === 'keep' ? current : undefined
}
