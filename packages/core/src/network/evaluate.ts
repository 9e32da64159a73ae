import { checkObject } from '@blasnet/check'
import type { NativeLoss } from '@blasnet/native'
import { checkTrainingData } from '../data/check-data.ts'
import { openTrainingData } from '../data/native-dataset.ts'
import { NonFiniteLossError } from '../errors.ts'
import { checkLoss } from '../training/loss/check-loss.ts'
import type { LossOption } from '../training/loss/options.ts'
import { checkThreads } from './check-options.ts'
import { checkSignal } from './check-signal.ts'
import type { NetworkCore } from './core.ts'

export interface Evaluation {
  /** Mean over the samples, weighted where they have weights. */
  readonly loss: number
  /** correct / count; NaN for data with targets instead of labels. */
  readonly accuracy: number
  /**
   * Samples whose largest output stands at the label; with one output, those on the label's side of 0 (binary
   * cross-entropy) or 1/2. NaN for data with targets instead of labels.
   */
  readonly correct: number
  readonly count: number
}

export type EvaluateOptions<Units extends number = number> = LossOption<Units> & {
  /** Threads to spread the samples over. Default: one for each core. The result is the same for any number. */
  readonly threads?: number
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

export async function evaluate(core: NetworkCore, value: unknown, given?: unknown): Promise<Evaluation> {
  const { measure, signal } = planEvaluation(core, value, given)
  return core.during('evaluating', measure, signal)
}

/** An evaluation whose data and options have been checked. */
export interface PlannedEvaluation {
  /** Evaluates the network, which the caller occupies. */
  readonly measure: () => Promise<Evaluation>
  readonly signal: AbortSignal | undefined
}

/**
 * Checks data and options.
 *
 * @param fallback the loss where the options name none
 * @throws OptionError, InputDataError
 */
export function planEvaluation(
  core: NetworkCore,
  value: unknown,
  given: unknown = {},
  fallback?: NativeLoss,
): PlannedEvaluation {
  const options = checkObject('options', given, ['threads', 'loss', 'signal'])
  const threads = checkThreads('threads', options.threads)
  const loss = options.loss === undefined && fallback ? fallback : checkLoss('loss', options.loss, core.classes)
  const signal = checkSignal('signal', options.signal)
  const shape = { features: core.architecture.inputs, classes: core.classes }
  const data = checkTrainingData('data', value, shape)
  const measure = async () => {
    const dataset = openTrainingData(data, shape, core.normalisation)
    try {
      const result = await core.native.evaluate({ dataset, loss, threads })
      core.assertAlive('evaluate')
      signal?.throwIfAborted()
      if (!Number.isFinite(result.loss))
        throw new NonFiniteLossError({ measuredOn: 'the evaluated data', loss: result.loss })
      const { correct = Number.NaN, count } = result
      return { loss: result.loss, accuracy: correct / count, correct, count }
    } finally {
      dataset.dispose()
    }
  }
  return { measure, signal }
}
