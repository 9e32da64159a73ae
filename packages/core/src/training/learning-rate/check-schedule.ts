import { checkInteger, checkNumber, checkObject, checkOneOf, OptionError } from '@blasnet/check'
import { learningRateAt, type RunMoment } from './learning-rate-at.ts'
import type { LearningRateSchedule, Warmup } from './options.ts'
import { checkSpan, stepsOf } from './span.ts'

/** Every kind of {@link LearningRateSchedule}. */
export const SCHEDULE_KINDS = [
  'constant',
  'step',
  'exponential',
  'linear',
  'cosine',
  'one-cycle',
  'on-plateau',
] as const

/** Highest learning rate of a step: as far as float32 reaches, with room. */
export const MAX_RATE = 1e30

const POSITIVE = { min: 0, exclusiveMin: true }
const RATE = { min: 0 }
const DIVISOR = { min: 1 }
const COUNT = { min: 0, max: 2 ** 31 - 1 }

/**
 * Checks a {@link LearningRateSchedule} from an untyped source, such as a configuration file, and fills in its defaults.
 *
 * @param option what messages call it: `optimizer.schedule`
 * @throws OptionError that names the option, what was expected and what came.
 */
export function checkLearningRateSchedule(option: string, value: unknown): LearningRateSchedule {
  // Which other keys there may be depends on the kind.
  const given = checkObject(option, value)
  const { kind, warmup } = given
  const checked = SCHEDULES[checkOneOf(`${option}.kind`, kind, SCHEDULE_KINDS)](option, given)
  if (warmup === undefined) return Object.freeze(checked)
  return Object.freeze({ ...checked, warmup: checkWarmup(`${option}.warmup`, warmup) })
}

/**
 * The same for a {@link Warmup}.
 *
 * @throws OptionError
 */
export function checkWarmup(option: string, value: unknown): Warmup {
  const given = checkObject(option, value, ['steps', 'epochs', 'from'])
  const span = checkSpan(option, given, ['from'])
  const { from } = given
  if (from === undefined) return span
  return Object.freeze({ ...span, from: checkNumber(`${option}.from`, from, { min: 0, max: 1 }) })
}

/**
 * Checks what depends on the run: that something is left after the warm-up, that a rate that should fall does, and that
 * none grows beyond all bounds.
 *
 * @throws OptionError
 */
export function checkScheduleFits(option: string, schedule: LearningRateSchedule, run: Omit<RunMoment, 'step'>): void {
  const { learningRate, stepsPerEpoch, totalSteps } = run
  if (schedule.warmup !== undefined && stepsOf(schedule.warmup, stepsPerEpoch) >= totalSteps) {
    const unit = schedule.warmup.steps === undefined ? 'epochs' : 'steps'
    const most = `fewer than the ${totalSteps} steps of the run`
    throw new OptionError(`${option}.warmup.${unit}`, most, schedule.warmup[unit])
  }
  if (schedule.kind === 'cosine' || schedule.kind === 'on-plateau') {
    checkNumber(`${option}.minimum`, schedule.minimum ?? 0, { min: 0, max: learningRate })
  }
  if (schedule.kind === 'linear') checkNumber(`${option}.final`, schedule.final ?? 0, { min: 0, max: MAX_RATE })
  if (schedule.kind === 'step' || schedule.kind === 'exponential') {
    const last = learningRateAt(schedule, { ...run, step: totalSteps - 1 })
    if (last <= MAX_RATE) return
    throw new OptionError(`${option}.factor`, `one that keeps the rate finite for ${totalSteps} steps`, schedule.factor)
  }
}

const SCHEDULES = {
  constant(option: string, value: unknown) {
    checkObject(option, value, ['kind', 'warmup'])
    return { kind: 'constant' as const }
  },
  step: (option: string, value: unknown) => ({ kind: 'step' as const, ...checkDecay(option, value) }),
  exponential: (option: string, value: unknown) => ({ kind: 'exponential' as const, ...checkDecay(option, value) }),
  linear(option: string, value: unknown) {
    const { final } = checkObject(option, value, ['kind', 'final', 'warmup'])
    return { kind: 'linear' as const, final: checkNumber(`${option}.final`, final ?? 0, RATE) }
  },
  cosine(option: string, value: unknown) {
    const { minimum } = checkObject(option, value, ['kind', 'minimum', 'warmup'])
    return { kind: 'cosine' as const, minimum: checkNumber(`${option}.minimum`, minimum ?? 0, RATE) }
  },
  'one-cycle'(option: string, value: unknown) {
    const given = checkObject(option, value, ['kind', 'peakAt', 'startDivisor', 'endDivisor', 'warmup'])
    return {
      kind: 'one-cycle' as const,
      peakAt: checkNumber(`${option}.peakAt`, given.peakAt ?? 0.3, { ...POSITIVE, max: 1, exclusiveMax: true }),
      startDivisor: checkNumber(`${option}.startDivisor`, given.startDivisor ?? 25, DIVISOR),
      endDivisor: checkNumber(`${option}.endDivisor`, given.endDivisor ?? 1e4, DIVISOR),
    }
  },
  'on-plateau'(option: string, value: unknown) {
    const keys = ['kind', 'factor', 'patience', 'threshold', 'cooldown', 'minimum', 'warmup'] as const
    const given = checkObject(option, value, keys)
    const below1 = { max: 1, exclusiveMax: true }
    return {
      kind: 'on-plateau' as const,
      factor: checkNumber(`${option}.factor`, given.factor ?? 0.1, { ...POSITIVE, ...below1 }),
      patience: checkInteger(`${option}.patience`, given.patience ?? 10, COUNT),
      threshold: checkNumber(`${option}.threshold`, given.threshold ?? 1e-4, { min: 0, ...below1 }),
      cooldown: checkInteger(`${option}.cooldown`, given.cooldown ?? 0, COUNT),
      minimum: checkNumber(`${option}.minimum`, given.minimum ?? 0, RATE),
    }
  },
}

function checkDecay(option: string, value: unknown) {
  const { factor, every } = checkObject(option, value, ['kind', 'factor', 'every', 'warmup'])
  return {
    factor: checkNumber(`${option}.factor`, factor, POSITIVE),
    every: checkSpan(`${option}.every`, every),
  }
}
