import { describe, expect, it } from 'vitest'
import { diverged, finished, plan } from '../testing/sweep-plan.ts'
import { rankGroups } from './rank.ts'
import type { TrialResult } from './trial-result.ts'

const { trials } = plan({ vary: ['hidden=1,2,3'], seeds: 3 })
const [a1, a2, a3, b1, b2, b3, c1, c2, c3] = trials as Required<typeof trials>
const missing = (trial: (typeof trials)[number]): TrialResult => ({ kind: 'missing', trial })
const order = (results: readonly TrialResult[], metric: 'accuracy' | 'loss' = 'accuracy') => {
  return rankGroups(results, metric).map(({ group }) => group)
}

describe('rankGroups', () => {
  it('goes by the median over the seeds, not by the best or the mean', () => {
    const results = [
      ...[finished(a1!, 0.99), finished(a2!, 0.5), finished(a3!, 0.4)],
      ...[finished(b1!, 0.6), finished(b2!, 0.7), finished(b3!, 0.1)],
      ...[finished(c1!, 0.55), finished(c2!, 0.54), finished(c3!, 0.56)],
    ]
    expect(order(results)).toEqual([1, 2, 0])
    expect(rankGroups(results, 'accuracy')[0]!.spread('accuracy')).toEqual({ median: 0.6, low: 0.1, high: 0.7 })
  })

  it('goes by the lowest loss when that is asked for', () => {
    const results = [finished(a1!, 0.9, { loss: 3 }), finished(b1!, 0.5, { loss: 1 }), finished(c1!, 0.7, { loss: 2 })]
    expect(order(results)).toEqual([0, 2, 1])
    expect(order(results, 'loss')).toEqual([1, 2, 0])
  })

  it('takes the middle between two', () => {
    const [first] = rankGroups([finished(a1!, 0.9), finished(a2!, 0.8), missing(a3!)], 'accuracy')
    expect(first!.spread('accuracy')!.median).toBeCloseTo(0.85, 12)
    expect([first!.finished, first!.diverged, first!.results.length]).toEqual([2, 0, 3])
  })

  it.each(['accuracy', 'loss'] as const)('by %s, counts a seed that diverged as the worst of all', metric => {
    const results = [
      ...[diverged(a1!), diverged(a2!), finished(a3!, 0.99)],
      ...[finished(b1!, 0.1), diverged(b2!), finished(b3!, 0.2)],
      ...[diverged(c1!), missing(c2!), missing(c3!)],
    ]
    const ranking = rankGroups(results, metric)
    expect(ranking.map(({ group }) => group)).toEqual([1, 0, 2])
    expect(ranking[0]!.spread('accuracy')).toEqual({ median: 0.1, low: Number.NEGATIVE_INFINITY, high: 0.2 })
    expect(ranking[1]!.spread('loss')!.median).toBe(Number.POSITIVE_INFINITY)
    expect(ranking[1]!.spread('epoch')).toEqual({ median: 2, low: 2, high: 2 })
    expect(ranking[2]!.spread('epoch')).toBeUndefined()
  })

  it('leaves out what was not trained, and keeps the order of the plan among equals', () => {
    expect(order([missing(a1!), finished(b1!, 0.5), finished(c1!, 0.5)])).toEqual([1, 2])
    expect(order([diverged(a1!), diverged(b1!), missing(c1!)])).toEqual([0, 1])
  })
})
