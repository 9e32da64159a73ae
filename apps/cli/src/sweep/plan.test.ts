import { describe, expect, it } from 'vitest'
import { plan } from '../testing/sweep-plan.ts'

const names = (asked: Parameters<typeof plan>[0]) => plan(asked).trials.map(({ id }) => id)
const sampled = { sample: ['learning-rate=log:0.001:1', 'batch-size=log:1:64'], vary: ['hidden=8,16'], random: 400 }

describe('planSweep, grid', () => {
  it('has every combination with every seed, the last axis changing fastest', () => {
    const { trials, seeds } = plan({ vary: ['hidden=8,16-4', 'momentum=0,0.9'], fixed: { seed: '5' }, seeds: 2 })
    expect(seeds).toEqual([5, 6])
    expect(trials.map(({ id }) => id)).toEqual([
      'hidden=8,momentum=0,seed=5',
      'hidden=8,momentum=0,seed=6',
      'hidden=8,momentum=0.9,seed=5',
      'hidden=8,momentum=0.9,seed=6',
      'hidden=16-4,momentum=0,seed=5',
      'hidden=16-4,momentum=0,seed=6',
      'hidden=16-4,momentum=0.9,seed=5',
      'hidden=16-4,momentum=0.9,seed=6',
    ])
    expect(trials.map(({ group }) => group)).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
    expect(trials[7]!.settings).toMatchObject({ hidden: [16, 4], momentum: 0.9, seed: 6, learningRate: 0.1 })
    expect(trials[7]!.label).toBe('16-4 · 0.9 · seed 6')
  })

  it('lets a varied setting win over a configuration, and a fixed one over a preset', () => {
    const config = { file: '/c.json', settings: { momentum: 0.3, epochs: 7, seed: 4 } }
    const { trials } = plan({ vary: ['momentum=0.5', 'preset=all,init'], fixed: { 'learning-rate': '3' }, config })
    expect(trials[0]!.settings).toMatchObject({ momentum: 0.5, epochs: 7, seed: 4, learningRate: 3 })
    expect(trials.map(({ settings }) => settings.activation)).toEqual(['improved-sigmoid', 'sigmoid'])
  })

  it('takes seeds that are varied as they are', () => {
    const { trials, seeds } = plan({ vary: ['seed=3,9'] })
    expect(seeds).toBeUndefined()
    expect(trials.map(({ id, seed }) => [id, seed])).toEqual([
      ['seed=3', 3],
      ['seed=9', 9],
    ])
  })
})

describe('planSweep, random', () => {
  it('draws the same trials from the same seed, more of them after the first, others from another', () => {
    expect(names(sampled)).toEqual(names(sampled))
    expect(names({ ...sampled, random: 10 })).toEqual(names(sampled).slice(0, 10))
    expect(names({ ...sampled, sweepSeed: 2 })).not.toEqual(names(sampled))
    // Written down, so that another version draws the same.
    expect(names({ ...sampled, random: 2 })).toEqual([
      'hidden=8,learning-rate=0.009864,batch-size=1',
      'hidden=16,learning-rate=0.003167,batch-size=57',
    ])
  })

  it('stays within the ends and follows the distribution', () => {
    const { trials } = plan({ ...sampled, sample: [...sampled.sample, 'momentum=uniform:0.5:0.9'] })
    const of = (key: 'learningRate' | 'batchSize' | 'momentum') => trials.map(({ settings }) => settings[key])
    const share = (values: number[], below: number) => values.filter(value => value < below).length / values.length
    for (const [values, low, high] of [
      [of('learningRate'), 0.001, 1],
      [of('momentum'), 0.5, 0.9],
      [of('batchSize'), 1, 64],
    ] as const) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low)
      expect(Math.max(...values)).toBeLessThanOrEqual(high)
    }
    // Half of the decades, half of the range, and of 0.5 … 64.5 on a log scale what lies below 8.5 − ½.
    expect(share(of('learningRate'), 10 ** -1.5)).toBeCloseTo(0.5, 1)
    expect(share(of('momentum'), 0.7)).toBeCloseTo(0.5, 1)
    expect(share(of('batchSize'), 8)).toBeCloseTo(Math.log(7.5 / 0.5) / Math.log(64.5 / 0.5), 1)
    expect(of('batchSize').every(Number.isInteger)).toBe(true)
    expect(of('learningRate').every(rate => rate === Number(rate.toPrecision(4)))).toBe(true)
  })

  it('never draws a combination twice, and says when there are no more', () => {
    expect(new Set(names({ sample: ['batch-size=uniform:1:5'], random: 5 })).size).toBe(5)
    expect(() => names({ sample: ['batch-size=uniform:1:5'], random: 6 })).toThrow(
      '--random: expected at most 5, as there are no more combinations, received 6',
    )
  })
})

describe('planSweep refuses', () => {
  it.each<[string, Parameters<typeof plan>[0], string]>([
    ['nothing to vary', {}, 'sweep: expected a setting to vary'],
    ['a setting twice', { vary: ['hidden=1', 'hidden=2'] }, '--vary hidden: expected every setting once'],
    [
      'a list and a range of one setting',
      { vary: ['momentum=0'], sample: ['momentum=uniform:0:0.5'], random: 2 },
      '--sample momentum: expected every setting once',
    ],
    [
      'what is fixed as well',
      { vary: ['hidden=1'], fixed: { hidden: '8' } },
      '--vary hidden: expected a setting that is not fixed, but --hidden is given as 8',
    ],
    [
      'a range without a number of draws',
      { sample: ['momentum=uniform:0:0.5'] },
      '--sample momentum: expected --random N',
    ],
    ['draws without a range', { vary: ['hidden=1'], random: 3 }, '--random: expected a distribution to draw from'],
    ['seeds in two ways', { vary: ['seed=1,2'], seeds: 2 }, '--vary seed: expected one way to say which seeds'],
    [
      'too many',
      { sample: ['momentum=uniform:0:0.5'], random: 6000, seeds: 2 },
      'at most 10000 trials, received 12000',
    ],
  ])('%s', (_, asked, message) => {
    expect(() => plan(asked)).toThrow(message)
  })
})
