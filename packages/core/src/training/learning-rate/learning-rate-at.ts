import type { PlannedSchedule } from './options.ts'
import { stepsOf } from './span.ts'
import { warmed } from './warmup.ts'

/** A moment of a training run. */
export interface RunMoment {
  /** α of the optimizer. */
  readonly learningRate: number
  /** Counting from 0 over the whole run. */
  readonly step: number
  readonly stepsPerEpoch: number
  /** Most steps the run can take. */
  readonly totalSteps: number
}

/**
 * The learning rate of one step of a run. What the schedules are is written at {@link PlannedSchedule}; steps at and
 * after `totalSteps` have the rate that the schedule ends with.
 *
 * ```ts
 * learningRateAt({ kind: 'cosine' }, { learningRate: 0.1, step: 50, stepsPerEpoch: 10, totalSteps: 100 }) // 0.05
 * ```
 */
export function learningRateAt(schedule: PlannedSchedule, moment: RunMoment): number {
  const { step, stepsPerEpoch, totalSteps } = moment
  const warmupSteps = schedule.warmup === undefined ? 0 : stepsOf(schedule.warmup, stepsPerEpoch)
  const rateOf = (t: number) => scheduledRate(schedule, { ...moment, step: t, totalSteps: totalSteps - warmupSteps })
  if (schedule.warmup === undefined || step >= warmupSteps) return rateOf(step - warmupSteps)
  return warmed(rateOf(0), step, warmupSteps, schedule.warmup.from)
}

/** The rate at step t of a schedule that has T steps for itself. */
function scheduledRate(schedule: PlannedSchedule, { learningRate: rate, ...moment }: RunMoment): number {
  const { step: t, totalSteps, stepsPerEpoch } = moment
  const share = Math.min(1, t / totalSteps)
  switch (schedule.kind) {
    case 'constant':
      return rate
    case 'step':
      return rate * schedule.factor ** Math.floor(t / stepsOf(schedule.every, stepsPerEpoch))
    case 'exponential':
      return rate * schedule.factor ** (t / stepsOf(schedule.every, stepsPerEpoch))
    case 'linear':
      return rate + ((schedule.final ?? 0) - rate) * share
    case 'cosine':
      return halfCosine(rate, schedule.minimum ?? 0, share)
    case 'one-cycle': {
      const { peakAt = 0.3, startDivisor = 25, endDivisor = 1e4 } = schedule
      const start = rate / startDivisor
      // With fewer steps than there would have to be before it, the peak is the first step.
      const peak = Math.max(0, peakAt * totalSteps - 1)
      if (t < peak) return halfCosine(start, rate, t / peak)
      if (t === peak) return rate
      return halfCosine(rate, start / endDivisor, Math.min(1, (t - peak) / (totalSteps - 1 - peak)))
    }
  }
}

/** From one rate at share 0 to another one at share 1, with no slope at either end. */
function halfCosine(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2
}
