import { OptionError } from '@blasnet/check'
import type { LearningRateSchedule, Warmup } from '@blasnet/core'
import { checkWarmup as check, checkLearningRateSchedule } from '@blasnet/core/options'
import { formatKind, type Kinds, kindForm, parseKind } from './kind-text.ts'
import { formatSpan, parseSpan } from './span.ts'

const decay = [{ key: 'factor' }, { key: 'every', type: 'span' }] as const

const schedules: Kinds<LearningRateSchedule['kind']> = {
  constant: [],
  step: decay,
  exponential: decay,
  linear: [{ key: 'final', usual: 0 }],
  cosine: [{ key: 'minimum', usual: 0 }],
  'one-cycle': [
    { key: 'peakAt', usual: 0.3 },
    { key: 'startDivisor', usual: 25 },
    { key: 'endDivisor', usual: 1e4 },
  ],
  'on-plateau': [
    { key: 'factor', usual: 0.1 },
    { key: 'patience', usual: 10 },
    { key: 'minimum', usual: 0 },
    { key: 'threshold', usual: 1e-4 },
    { key: 'cooldown', usual: 0 },
  ],
}

const forms = Object.entries(schedules)
  .map(([kind, values]) => kindForm(kind, values))
  .join(', ')

/**
 * A learning-rate schedule from text such as `cosine`, `step:0.5,10epochs` or `one-cycle:start-divisor=10`, or, from a
 * configuration file, the object that core takes, without its warm-up.
 *
 * @throws OptionError naming `option`
 */
export function checkSchedule(option: string, value: unknown): LearningRateSchedule {
  const given = typeof value === 'string' ? parseKind(option, value, schedules, forms) : value
  const { warmup, ...schedule } = checkLearningRateSchedule(option, given)
  if (warmup === undefined) return schedule
  throw new OptionError(`${option}.warmup`, 'a setting of its own, warmup', warmup)
}

/**
 * A warm-up from `500steps`, `2 epochs` or `none`, or, from a configuration file, the object that core takes.
 *
 * @throws OptionError naming `option`
 */
export function checkWarmup(option: string, value: unknown): Warmup | null {
  if (value === null || value === 'none') return null
  const given = typeof value === 'string' ? parseSpan(value) : value
  if (given !== undefined && typeof given !== 'number') return check(option, given)
  throw new OptionError(option, "a number of steps or epochs, as 500steps or 2epochs, or 'none'", value)
}

/** As the flag takes it: `cosine:0.001`, `step:0.5,10epochs`. */
export function formatSchedule(schedule: LearningRateSchedule): string {
  return formatKind(schedule, schedules)
}

/** `warm-up of 500 steps`, with where it begins when that was said. */
export function formatWarmup(warmup: Warmup): string {
  const from = warmup.from === undefined ? '' : ` from ${warmup.from}`
  return `warm-up of ${formatSpan(warmup)}${from}`
}
