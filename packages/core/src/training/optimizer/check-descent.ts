import type { NativeOptimizer } from '@blasnet/native'
import type { LearningRateSchedule } from '../learning-rate/options.ts'
import { checkAveraging, checkClipping, checkMaxNorm, checkOptimizer } from './check-optimizer.ts'

/** What decides how a step moves the parameters. */
export interface Descent {
  readonly learningRate: number
  readonly schedule: LearningRateSchedule
  readonly optimizer: NativeOptimizer
}

/**
 * Checks the optimizer and the options that go with it, from an untyped caller.
 *
 * @throws OptionError
 */
export function checkDescent(
  given: Readonly<Partial<Record<'optimizer' | 'clipping' | 'maxNorm' | 'averaging', unknown>>>,
): Descent {
  const { learningRate, schedule, native } = checkOptimizer('optimizer', given.optimizer)
  const optimizer = {
    ...native,
    ...checkClipping('clipping', given.clipping),
    ...checkMaxNorm('maxNorm', given.maxNorm),
    ...checkAveraging('averaging', given.averaging),
  }
  return { learningRate, schedule, optimizer }
}
