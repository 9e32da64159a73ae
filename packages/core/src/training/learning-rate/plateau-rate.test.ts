import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { PlateauSchedule } from './options.ts'
import { PlateauRate } from './plateau-rate.ts'

interface Case {
  readonly schedule: PlateauSchedule
  readonly learningRate: number
  readonly losses: readonly number[]
  /** What PyTorch's ReduceLROnPlateau has after each of them. */
  readonly rates: readonly number[]
}

const torch: { readonly onPlateau: readonly Case[] } = JSON.parse(
  readFileSync(new URL('fixtures/pytorch.json', import.meta.url), 'utf8'),
)

/** The rate after each loss, from 1 on. */
function ratesAfter(schedule: Omit<PlateauSchedule, 'kind'>, losses: readonly number[], learningRate = 1): number[] {
  const plateau = new PlateauRate({ kind: 'on-plateau', ...schedule }, learningRate)
  expect(plateau.rate).toBe(learningRate)
  return losses.map(loss => {
    plateau.observe(loss)
    return plateau.rate
  })
}

describe('PlateauRate', () => {
  it('falls after more than `patience` validations without a lower loss', () => {
    expect(ratesAfter({ factor: 0.5, patience: 2 }, [5, 4, 4, 6, 4, 4, 4, 4])).toEqual([
      1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25,
    ])
  })

  it('counts anew from a lower loss', () => {
    expect(ratesAfter({ factor: 0.5, patience: 1 }, [5, 5, 4, 4, 3, 3, 3])).toEqual([1, 1, 1, 1, 1, 1, 0.5])
  })

  it('takes no loss for lower that is so by the threshold or less', () => {
    const rates = (second: number) => ratesAfter({ factor: 0.5, patience: 0, threshold: 0.25 }, [4, second])
    expect(rates(3)).toEqual([1, 0.5])
    expect(rates(2.999)).toEqual([1, 1])
  })

  it('waits after a reduction', () => {
    const losses = [4, 4, 4, 4, 4, 4]
    expect(ratesAfter({ factor: 0.5, patience: 0, cooldown: 2 }, losses)).toEqual([1, 0.5, 0.5, 0.5, 0.25, 0.25])
  })

  it('does not go below the minimum', () => {
    expect(ratesAfter({ factor: 0.1, patience: 0, minimum: 0.05 }, [1, 1, 1, 1])).toEqual([1, 0.1, 0.05, 0.05])
  })

  it('has the defaults of PyTorch: a tenth after ten validations', () => {
    const rates = ratesAfter({}, new Array<number>(23).fill(2))
    expect([rates[9], rates[10], rates[11], rates[21], rates[22]]).toEqual([1, 1, 0.1, 0.1, 0.010000000000000002])
    // One in ten thousand is not enough for another lowest loss.
    expect(ratesAfter({ patience: 0 }, [1, 0.9999])).toEqual([1, 0.1])
    expect(ratesAfter({ patience: 0 }, [1, 0.9998])).toEqual([1, 1])
  })

  it.each(torch.onPlateau)('agrees with PyTorch, $schedule', ({ schedule, learningRate, losses, rates }) => {
    expect(ratesAfter(schedule, losses, learningRate)).toEqual(rates)
    expect(new Set(rates).size).toBeGreaterThan(1)
  })
})
