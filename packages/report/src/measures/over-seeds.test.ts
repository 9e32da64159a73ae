import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../input.ts'
import { historyOf } from '../testing/history.ts'
import { measureNetwork, spread } from './over-seeds.ts'

describe('measureNetwork', () => {
  const run = (seed: number, accuracy: number, status: RunRecord['status'] = 'finished'): RunRecord => {
    return { network: 'a', seed, status, history: historyOf([1, 1], { accuracies: [0.5, accuracy] }) }
  }

  it('takes finished runs of its network, ordered by seed', () => {
    const runs = [run(3, 0.94), run(1, 0.9), { ...run(2, 0.5), network: 'b' }, run(4, 0.1, 'interrupted')]
    const measured = measureNetwork('a', [...runs, { network: 'a', seed: 5, status: 'missing' }])
    expect(measured.runs.map(({ seed }) => seed)).toEqual([1, 3])
    expect(spread(measured, 'finalValidationAccuracy')).toEqual({
      mean: expect.closeTo(0.92, 12),
      standardDeviation: expect.closeTo(0.02 * Math.SQRT2, 12),
      count: 2,
    })
  })

  it('counts only the seeds that have a measure', () => {
    const measured = measureNetwork('a', [run(1, 0.96), run(2, 0.94)])
    expect(spread(measured, 'stepsTo95')).toEqual({ mean: 11, standardDeviation: 0, count: 1 })
    expect(spread(measured, 'gradientRatio')).toBeUndefined()
  })
})
