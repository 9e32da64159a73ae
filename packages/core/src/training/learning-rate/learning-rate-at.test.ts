import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { learningRateAt } from './learning-rate-at.ts'
import type { PlannedSchedule, Span } from './options.ts'

interface Case {
  readonly schedule: PlannedSchedule
  readonly learningRate: number
  readonly stepsPerEpoch: number
  readonly totalSteps: number
  /** What PyTorch's schedulers give, step by step. */
  readonly rates: readonly number[]
}

const torch: { readonly planned: readonly Case[] } = JSON.parse(
  readFileSync(new URL('fixtures/pytorch.json', import.meta.url), 'utf8'),
)

/** The rates of a run of `totalSteps` steps, ten an epoch, with α = 1 unless said otherwise. */
function rates(schedule: PlannedSchedule, totalSteps: number, { learningRate = 1, stepsPerEpoch = 10 } = {}): number[] {
  return Array.from({ length: totalSteps }, (_, step) => {
    return learningRateAt(schedule, { learningRate, step, stepsPerEpoch, totalSteps })
  })
}

function expectRates(received: readonly number[], expected: readonly number[]): void {
  expect(received).toHaveLength(expected.length)
  for (const [step, rate] of expected.entries()) expect(received[step], `step ${step}`).toBeCloseTo(rate, 14)
}

const rootHalf = Math.SQRT1_2

describe('by hand', () => {
  it.each<[PlannedSchedule, number[]]>([
    [{ kind: 'constant' }, [1, 1, 1, 1]],
    [{ kind: 'step', factor: 0.1, every: { steps: 2 } }, [1, 1, 0.1, 0.1, 0.01, 0.01, 0.001]],
    [{ kind: 'exponential', factor: 0.25, every: { steps: 2 } }, [1, 0.5, 0.25, 0.125, 0.0625]],
    [{ kind: 'linear' }, [1, 0.75, 0.5, 0.25]],
    [{ kind: 'linear', final: 0.5 }, [1, 0.875, 0.75, 0.625]],
    [{ kind: 'linear', final: 2 }, [1, 1.5]],
    [{ kind: 'cosine' }, [1, (1 + rootHalf) / 2, 0.5, (1 - rootHalf) / 2]],
    [{ kind: 'cosine', minimum: 0.5 }, [1, (3 + rootHalf) / 4, 0.75, (3 - rootHalf) / 4]],
    // Up in ½·10 − 1 = 4 steps, down in 5.
    [
      { kind: 'one-cycle', peakAt: 0.5, startDivisor: 2, endDivisor: 5 },
      [
        ...[0.5, 0.5 + (1 - rootHalf) / 4, 0.75, 0.5 + (1 + rootHalf) / 4, 1],
        ...[1, 2, 3, 4, 5].map(t => 0.1 + (0.9 * (1 + Math.cos((Math.PI * t) / 5))) / 2),
      ],
    ],
  ])('%o', (schedule, expected) => {
    expectRates(rates(schedule, expected.length), expected)
  })

  it('epochs are steps per epoch, rounded, and at least one step', () => {
    const steps = (epochs: number) => {
      const all = rates({ kind: 'step', factor: 0.5, every: { epochs } }, 40, { stepsPerEpoch: 7 })
      return all.indexOf(0.5)
    }
    expect([steps(1), steps(2), steps(0.5), steps(0.2), steps(0.01)]).toEqual([7, 14, 4, 1, 1])
  })

  it('a warm-up grows by equal amounts to the first rate of the schedule, which begins after it', () => {
    expectRates(rates({ kind: 'constant', warmup: { steps: 4 } }, 6), [0.2, 0.4, 0.6, 0.8, 1, 1])
    expectRates(rates({ kind: 'constant', warmup: { steps: 4, from: 0 } }, 6), [0, 0.25, 0.5, 0.75, 1, 1])
    expectRates(rates({ kind: 'linear', warmup: { epochs: 0.2, from: 0.5 } }, 6), [0.5, 0.75, 1, 0.75, 0.5, 0.25])
    const step = { kind: 'step', factor: 0.1, every: { steps: 2 }, warmup: { steps: 1, from: 1 } } as const
    expectRates(rates(step, 5), [1, 1, 1, 0.1, 0.1])
    const cycle = { kind: 'one-cycle', startDivisor: 10, warmup: { steps: 2, from: 0 } } as const
    expectRates(rates(cycle, 12).slice(0, 3), [0, 0.05, 0.1])
  })

  it('is of α, whatever the schedule', () => {
    expectRates(rates({ kind: 'linear' }, 2, { learningRate: 0.3 }), [0.3, 0.15])
    expectRates(rates({ kind: 'cosine', warmup: { steps: 1 } }, 3, { learningRate: 0.3 }), [0.15, 0.3, 0.15])
  })

  it('after the end: the rate that the schedule ends with', () => {
    const at = (schedule: PlannedSchedule, step: number) => {
      return learningRateAt(schedule, { learningRate: 1, step, stepsPerEpoch: 10, totalSteps: 10 })
    }
    expect([at({ kind: 'linear', final: 0.5 }, 10), at({ kind: 'linear', final: 0.5 }, 99)]).toEqual([0.5, 0.5])
    expect(at({ kind: 'cosine', minimum: 0.25 }, 99)).toBe(0.25)
    const cycle = { kind: 'one-cycle', startDivisor: 4, endDivisor: 8 } as const
    expect([at(cycle, 9), at(cycle, 99)]).toEqual([1 / 32, 1 / 32])
  })

  it('one cycle in a few steps begins at its peak', () => {
    expect(rates({ kind: 'one-cycle' }, 1)).toEqual([1])
    expectRates(rates({ kind: 'one-cycle', endDivisor: 4 }, 3), [1, 0.505, 0.01])
    // ½·2 − 1 = 0
    expectRates(rates({ kind: 'one-cycle', peakAt: 0.5, endDivisor: 4 }, 2), [1, 0.01])
  })
})

describe('PyTorch', () => {
  it.each(torch.planned)('$schedule.kind $schedule, $totalSteps steps', ({ schedule, rates: expected, ...run }) => {
    const received = rates(schedule, run.totalSteps, run)
    expect(received).toHaveLength(expected.length)
    for (const [step, rate] of expected.entries()) {
      expect(Math.abs(received[step]! - rate), `step ${step}`).toBeLessThan(1e-13 * run.learningRate)
    }
  })

  it('has been asked for every kind, with and without a warm-up', () => {
    const kinds = ['constant', 'step', 'exponential', 'linear', 'cosine', 'one-cycle']
    expect(new Set(torch.planned.map(({ schedule }) => schedule.kind))).toEqual(new Set(kinds))
    const warmed = torch.planned.filter(({ schedule }) => schedule.warmup).map(({ schedule }) => schedule.kind)
    expect(warmed).toEqual(['constant', 'cosine', 'step', 'linear', 'one-cycle'])
  })
})

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ steps: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ epochs: fc.double({ min: 0.01, max: 5, noNaN: true }) }),
)
const falling: fc.Arbitrary<PlannedSchedule> = fc.oneof(
  fc.record({ kind: fc.constant('step' as const), factor: share, every: span }),
  fc.record({ kind: fc.constant('exponential' as const), factor: share, every: span }),
  fc.record({ kind: fc.constant('linear' as const), final: share }),
  fc.record({ kind: fc.constant('cosine' as const), minimum: share }),
)

it('rates never leave the range of a schedule: falling from α on, after a rising warm-up', () => {
  const warmup = fc.option(fc.record({ steps: fc.integer({ min: 1, max: 20 }), from: share }), { nil: undefined })
  fc.assert(
    fc.property(falling, warmup, fc.integer({ min: 21, max: 80 }), (schedule, warmup, totalSteps) => {
      const all = rates({ ...schedule, ...(warmup && { warmup }) }, totalSteps)
      const top = warmup?.steps ?? 0
      expect(all[top]).toBe(1)
      for (let step = 1; step < totalSteps; step++) {
        const change = all[step]! - all[step - 1]!
        if (step <= top) expect(change).toBeGreaterThanOrEqual(0)
        else expect(change).toBeLessThanOrEqual(0)
      }
      expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
    }),
  )
})
