import { checkObject, OptionError } from '@blasnet/check'
import type { Normalisation } from '@blasnet/datasets'
import type { NativeLoss, NativeOptimizer } from '@blasnet/native'
import { type CheckedData, checkInputs, checkTrainingData } from '../data/check-data.ts'
import { InputDataError } from '../errors.ts'
import { checkSeed, checkThreads } from '../network/check-options.ts'
import type { NetworkCore } from '../network/core.ts'
import { checkBatchSize } from '../training/check-batch.ts'
import { checkLoss } from '../training/loss/check-loss.ts'
import { resolveNormalisation } from '../training/normalisation.ts'
import { checkDescent } from '../training/optimizer/check-descent.ts'

/** {@link TrainingLoopOptions} checked, with every default filled in. */
export interface LoopPlan {
  readonly data: CheckedData
  readonly loss: NativeLoss | 'own'
  readonly learningRate: number
  readonly optimizer: NativeOptimizer
  readonly batchSize: number
  readonly threads: number
  readonly seed: number
  readonly normalisation: Normalisation | undefined
}

const KEYS = [
  ...(['data', 'loss', 'optimizer', 'clipping', 'maxNorm', 'averaging', 'batchSize', 'threads', 'seed'] as const),
  'normalisation',
] as const

/**
 * Checks {@link TrainingLoopOptions} from an untyped caller.
 *
 * @throws OptionError, InputDataError
 */
export function planLoop(core: NetworkCore, value: unknown): LoopPlan {
  const options = checkObject('options', value, KEYS)
  const loss = options.loss === 'own' ? 'own' : checkLoss('loss', options.loss, core.classes)
  const { learningRate, schedule, optimizer } = checkDescent(options)
  if (schedule.kind !== 'constant' || schedule.warmup !== undefined)
    throw new OptionError('optimizer.schedule', 'none, as step() takes the learning rate', schedule)
  const batchSize = checkBatchSize(options.batchSize, core.architecture)
  const threads = checkThreads('threads', options.threads)
  const seed = checkSeed('seed', options.seed ?? 0)
  const data = checkData(core, options.data, loss)
  const normalisation = resolveNormalisation(options.normalisation, core.normalisation, data.inputs, 'data.inputs')
  return { data, loss, learningRate, optimizer, batchSize, threads, seed, normalisation }
}

function checkData(core: NetworkCore, value: unknown, loss: NativeLoss | 'own'): CheckedData {
  const { inputs: features } = core.architecture
  const { inputs, labels, targets } = Object(value) as Readonly<Record<string, unknown>>
  if (loss !== 'own' || labels !== undefined || targets !== undefined)
    return checkTrainingData('data', value, { features, classes: core.classes })
  const checked = checkInputs('data.inputs', inputs, features)
  if (checked.length === 0) throw new InputDataError('data.inputs', 'at least one sample', 'none')
  return { inputs: checked, count: checked.length / features }
}
