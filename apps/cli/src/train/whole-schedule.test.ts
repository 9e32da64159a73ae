import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../config/settings.ts'
import { UsageError } from '../errors/usage-error.ts'
import { checkSchedule, wholeSchedule } from './whole-schedule.ts'

describe('wholeSchedule', () => {
  it('puts schedule and warm-up together', () => {
    expect(wholeSchedule({ schedule: { kind: 'cosine' }, warmup: null })).toEqual({ kind: 'cosine' })
    expect(wholeSchedule({ schedule: { kind: 'cosine' }, warmup: { steps: 5 } })).toEqual({
      kind: 'cosine',
      warmup: { steps: 5 },
    })
  })
})

describe('checkSchedule', () => {
  // Ten steps an epoch, fifty epochs.
  const check = (change: Partial<Settings>) => checkSchedule({ ...defaultSettings, ...change }, 320)

  it('takes what fits', () => {
    expect(() => check({ schedule: { kind: 'cosine', minimum: 0.1 }, warmup: { epochs: 49 } })).not.toThrow()
  })

  it.each<[Partial<Settings>, string]>([
    [{ warmup: { epochs: 50 } }, '--warmup.epochs: expected fewer than the 500 steps of the run, received 50'],
    [
      { warmup: { steps: 30 }, maxSteps: 20 },
      '--warmup.steps: expected fewer than the 20 steps of the run, received 30',
    ],
    [
      { schedule: { kind: 'cosine', minimum: 0.2 } },
      '--schedule.minimum: expected a finite number at least 0 and at most 0.1, received 0.2',
    ],
    [
      { schedule: { kind: 'exponential', factor: 10, every: { steps: 1 } } },
      '--schedule.factor: expected one that keeps the rate finite for 500 steps, received 10',
    ],
  ])('refuses %j', (change, message) => {
    expect(() => check(change)).toThrow(new UsageError(message))
  })

  it('names the place of a setting', () => {
    const settings = { ...defaultSettings, warmup: { epochs: 50 } }
    expect(() => checkSchedule(settings, 320, setting => `study.json: config.${setting}`)).toThrow(
      'study.json: config.warmup.epochs: expected fewer than',
    )
  })
})
