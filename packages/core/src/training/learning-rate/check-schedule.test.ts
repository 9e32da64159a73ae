import { describe, expect, expectTypeOf, it } from 'vitest'
import { checkLearningRateSchedule, checkScheduleFits, checkWarmup, SCHEDULE_KINDS } from './check-schedule.ts'
import type { LearningRateSchedule, Warmup } from './options.ts'

describe('checkLearningRateSchedule', () => {
  it.each<[object, object]>([
    [{ kind: 'constant' }, {}],
    [{ kind: 'step', factor: 0.5, every: { epochs: 10 } }, {}],
    [{ kind: 'exponential', factor: 1.1, every: { steps: 100 } }, {}],
    [{ kind: 'linear' }, { final: 0 }],
    [{ kind: 'linear', final: 0.3 }, {}],
    [{ kind: 'cosine' }, { minimum: 0 }],
    [{ kind: 'one-cycle' }, { peakAt: 0.3, startDivisor: 25, endDivisor: 10_000 }],
    [{ kind: 'one-cycle', peakAt: 0.5, startDivisor: 10, endDivisor: 1 }, {}],
    [{ kind: 'on-plateau' }, { factor: 0.1, patience: 10, threshold: 1e-4, cooldown: 0, minimum: 0 }],
    [{ kind: 'on-plateau', factor: 0.5, patience: 0, threshold: 0, cooldown: 3, minimum: 0.01 }, {}],
    [{ kind: 'cosine', minimum: 0, warmup: { steps: 5 } }, {}],
    [{ kind: 'constant', warmup: { epochs: 0.5, from: 0 } }, {}],
  ])('takes %o and fills in %o, frozen', (given, defaults) => {
    const checked = checkLearningRateSchedule('schedule', given)
    expect(checked).toEqual({ ...given, ...defaults })
    expect(Object.isFrozen(checked)).toBe(true)
    if (checked.warmup) expect(Object.isFrozen(checked.warmup)).toBe(true)
    if (checked.kind === 'step') expect(Object.isFrozen(checked.every)).toBe(true)
  })

  it.each<[unknown, string]>([
    [undefined, 'schedule: expected a plain object, received undefined'],
    ['cosine', 'schedule: expected a plain object, received "cosine"'],
    [{}, `schedule.kind: expected one of ${SCHEDULE_KINDS.map(kind => `'${kind}'`).join(', ')}, received undefined`],
    [{ kind: 'cosin' }, 'received "cosin"'],
    [{ kind: 'constant', factor: 1 }, "schedule.factor: expected one of the options 'kind', 'warmup', received 1"],
    [{ kind: 'step', every: { steps: 1 } }, 'schedule.factor: expected a finite number above 0, received undefined'],
    [{ kind: 'step', factor: 0, every: { steps: 1 } }, 'schedule.factor: expected a finite number above 0, received 0'],
    [{ kind: 'step', factor: 0.1 }, 'schedule.every: expected a plain object, received undefined'],
    [{ kind: 'step', factor: 0.1, every: 5 }, 'schedule.every: expected a plain object, received 5'],
    [{ kind: 'step', factor: 0.1, every: {} }, 'schedule.every: expected either steps or epochs, received an object'],
    [{ kind: 'step', factor: 0.1, every: { steps: 1, epochs: 1 } }, 'schedule.every: expected either steps or epochs'],
    [{ kind: 'step', factor: 0.1, every: { steps: 0 } }, 'schedule.every.steps: expected an integer at least 1'],
    [{ kind: 'step', factor: 0.1, every: { steps: 1.5 } }, 'schedule.every.steps: expected an integer at least 1'],
    [{ kind: 'step', factor: 0.1, every: { epochs: 0 } }, 'schedule.every.epochs: expected a finite number above 0'],
    [{ kind: 'step', factor: 0.1, every: { epoch: 1 } }, "schedule.every.epoch: expected one of the options 'steps'"],
    [{ kind: 'step', factor: 0.1, every: { steps: 1, from: 0 } }, 'schedule.every.from: expected one of the options'],
    [{ kind: 'exponential', factor: '0.9' }, 'schedule.factor: expected a finite number above 0, received "0.9"'],
    [{ kind: 'linear', final: -1 }, 'schedule.final: expected a finite number at least 0, received -1'],
    [{ kind: 'linear', minimum: 0 }, "schedule.minimum: expected one of the options 'kind', 'final', 'warmup'"],
    [{ kind: 'cosine', minimum: Number.NaN }, 'schedule.minimum: expected a finite number at least 0, received NaN'],
    [{ kind: 'one-cycle', peakAt: 0 }, 'schedule.peakAt: expected a finite number above 0 and below 1, received 0'],
    [{ kind: 'one-cycle', peakAt: 1 }, 'schedule.peakAt: expected a finite number above 0 and below 1, received 1'],
    [{ kind: 'one-cycle', startDivisor: 0.5 }, 'schedule.startDivisor: expected a finite number at least 1'],
    [{ kind: 'one-cycle', endDivisor: 0 }, 'schedule.endDivisor: expected a finite number at least 1, received 0'],
    [{ kind: 'on-plateau', factor: 1 }, 'schedule.factor: expected a finite number above 0 and below 1, received 1'],
    [{ kind: 'on-plateau', patience: -1 }, 'schedule.patience: expected an integer at least 0'],
    [{ kind: 'on-plateau', threshold: 1 }, 'schedule.threshold: expected a finite number at least 0 and below 1'],
    [{ kind: 'on-plateau', cooldown: 0.5 }, 'schedule.cooldown: expected an integer at least 0'],
    [{ kind: 'on-plateau', minimum: -1 }, 'schedule.minimum: expected a finite number at least 0'],
    [{ kind: 'cosine', warmup: 5 }, 'schedule.warmup: expected a plain object, received 5'],
    [{ kind: 'cosine', warmup: { from: 0 } }, 'schedule.warmup: expected either steps or epochs'],
    [{ kind: 'cosine', warmup: { steps: 5, from: 1.5 } }, 'schedule.warmup.from: expected a finite number at least 0'],
    [
      { kind: 'cosine', warmup: { steps: 5, to: 1 } },
      "schedule.warmup.to: expected one of the options 'steps', 'epochs'",
    ],
  ])('refuses %o', (given, message) => {
    expect(() => checkLearningRateSchedule('schedule', given)).toThrow(message)
  })
})

describe('checkScheduleFits', () => {
  const run = { learningRate: 0.1, stepsPerEpoch: 10, totalSteps: 100 }
  const check = (schedule: LearningRateSchedule) => checkScheduleFits('schedule', schedule, run)

  it('takes what fits, to the last step', () => {
    expect(() => check({ kind: 'constant', warmup: { steps: 99 } })).not.toThrow()
    expect(() => check({ kind: 'cosine', minimum: 0.1 })).not.toThrow()
    // 0.1 · 2⁹⁹ = 6.3e28.
    expect(() => check({ kind: 'exponential', factor: 2, every: { steps: 1 } })).not.toThrow()
  })

  it.each<[LearningRateSchedule, string]>([
    [
      { kind: 'constant', warmup: { steps: 100 } },
      'schedule.warmup.steps: expected fewer than the 100 steps of the run, received 100',
    ],
    [
      { kind: 'on-plateau', warmup: { epochs: 10 } },
      'schedule.warmup.epochs: expected fewer than the 100 steps of the run, received 10',
    ],
    [{ kind: 'cosine', minimum: 0.2 }, 'schedule.minimum: expected a finite number at least 0 and at most 0.1'],
    [{ kind: 'on-plateau', minimum: 0.2 }, 'schedule.minimum: expected a finite number at least 0 and at most 0.1'],
    [
      { kind: 'step', factor: 1e9, every: { steps: 2 } },
      'schedule.factor: expected one that keeps the rate finite for 100 steps, received 1000000000',
    ],
    [
      // Finite here, but not in float32.
      { kind: 'exponential', factor: 10, every: { steps: 2 } },
      'schedule.factor: expected one that keeps the rate finite for 100 steps, received 10',
    ],
    [{ kind: 'linear', final: 1e31 }, 'schedule.final: expected a finite number at least 0 and at most 1e+30'],
  ])('refuses %o', (schedule, message) => {
    expect(() => check(schedule)).toThrow(message)
  })
})

it('wrong schedules do not compile', () => {
  const wrong = [
    // @ts-expect-error no such kind
    { kind: 'polynomial' },
    // @ts-expect-error what it falls by is needed
    { kind: 'step', every: { steps: 1 } },
    // @ts-expect-error how often is needed
    { kind: 'exponential', factor: 0.5 },
    // @ts-expect-error steps or epochs, not both
    { kind: 'step', factor: 0.5, every: { steps: 1, epochs: 1 } },
    // @ts-expect-error a plain number is neither steps nor epochs
    { kind: 'constant', warmup: 100 },
    // @ts-expect-error a cosine does not wait for validations
    { kind: 'cosine', patience: 3 },
    // @ts-expect-error and what waits for them has no last rate
    { kind: 'on-plateau', final: 0 },
  ] satisfies LearningRateSchedule[]
  for (const schedule of wrong) expect(() => checkLearningRateSchedule('schedule', schedule)).toThrow('schedule')
  expectTypeOf<LearningRateSchedule['kind']>().toEqualTypeOf<(typeof SCHEDULE_KINDS)[number]>()
  expectTypeOf(checkWarmup).returns.toEqualTypeOf<Warmup>()
})
