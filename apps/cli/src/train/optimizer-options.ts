import type { AveragingOptions, ClippingOptions, OptimizerOptions } from '@blasnet/core'
import { withMomentum } from '../config/optimizer.ts'
import type { Settings } from '../config/settings.ts'
import { wholeSchedule } from './whole-schedule.ts'

/** The optimizer of the settings as core takes it, once {@link checkTraining} has found that its parts go together. */
export function optimizerOptions(settings: Settings): OptimizerOptions {
  const { optimizer, learningRate, momentum, nesterov, weightDecay } = settings
  return {
    ...optimizer,
    learningRate,
    schedule: wholeSchedule(settings),
    ...(withMomentum.has(optimizer.kind) && { momentum }),
    ...(nesterov && { nesterov }),
    ...(weightDecay !== null && { weightDecay }),
    // Which options a kind has is not known to the compiler here.
  } as OptimizerOptions
}

/** What else is done to gradients and weights; nothing is said of what is not. */
export function limitOptions({ clipNorm, clipValue, maxNorm, averaging }: Settings): {
  clipping?: ClippingOptions
  maxNorm?: number
  averaging?: AveragingOptions
} {
  const clipping = {
    ...(clipValue !== null && { value: clipValue }),
    ...(clipNorm !== null && { norm: clipNorm }),
  }
  return {
    ...((clipNorm ?? clipValue) !== null && { clipping }),
    ...(maxNorm !== null && { maxNorm }),
    ...(averaging !== null && { averaging: { decay: averaging } }),
  }
}
