import { learningRateAt } from './learning-rate-at.ts'
import type { LearningRateSchedule, PlateauSchedule } from './options.ts'
import { PlateauRate } from './plateau-rate.ts'
import { stepsOf } from './span.ts'
import { warmed } from './warmup.ts'

export interface RunRateOptions {
  readonly learningRate: number
  readonly schedule: LearningRateSchedule
  readonly stepsPerEpoch: number
  /** Most steps the run can take. */
  readonly totalSteps: number
}

/** The learning rate of a run that is under way. */
export interface RunRate {
  /** The rate of a step that is no later than the next validation. */
  at(step: number): number
  /** The rates of steps first … last, one for all of them when it never changes. */
  between(first: number, last: number): number | Float64Array
  /** Takes note of the loss of the validation after `step`. */
  observe(step: number, loss: number): void
}

export function createRunRate({ schedule, ...run }: RunRateOptions): RunRate {
  if (schedule.kind === 'on-plateau') return plateauRate(schedule, run)
  const at = (step: number) => learningRateAt(schedule, { ...run, step })
  const unchanging = schedule.kind === 'constant' && schedule.warmup === undefined
  const between = (first: number, last: number) => (unchanging ? run.learningRate : ratesOf(at, first, last))
  return { at, between, observe() {} }
}

function plateauRate(schedule: PlateauSchedule, run: Omit<RunRateOptions, 'schedule'>): RunRate {
  const rate = new PlateauRate(schedule, run.learningRate)
  const { warmup } = schedule
  const warmupSteps = warmup === undefined ? 0 : stepsOf(warmup, run.stepsPerEpoch)
  const at = (step: number) => (step < warmupSteps ? warmed(rate.rate, step, warmupSteps, warmup?.from) : rate.rate)
  return {
    at,
    between: (first, last) => ratesOf(at, first, last),
    observe(step, loss) {
      if (step >= warmupSteps) rate.observe(loss)
    },
  }
}

function ratesOf(at: (step: number) => number, first: number, last: number): Float64Array {
  return Float64Array.from({ length: last + 1 - first }, (_, index) => at(first + index))
}
