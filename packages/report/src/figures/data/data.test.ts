import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Point } from '../svg/path.ts'
import { meanOverSeeds } from './across-seeds.ts'
import { blockMeans } from './block-means.ts'
import { decimateEdge, decimateLine } from './decimate.ts'
import { robustLimits } from './limits.ts'
import { trendOf } from './trend.ts'

describe('blockMeans', () => {
  it('is mean and deviation of ten steps, the incomplete rest left out', () => {
    const losses = [...Array.from({ length: 10 }, (_, step) => step), ...new Array(10).fill(3), 99]
    expect(blockMeans([losses])).toEqual([
      { step: 4.5, mean: 4.5, deviation: expect.closeTo(Math.sqrt(8.25), 12) },
      { step: 14.5, mean: 3, deviation: 0 },
    ])
  })

  it('pools the seeds that are still running', () => {
    const blocks = blockMeans([new Array(20).fill(1), new Array(10).fill(3)])
    expect(blocks).toEqual([
      { step: 4.5, mean: 2, deviation: 1 },
      { step: 14.5, mean: 1, deviation: 0 },
    ])
    expect(blockMeans([])).toEqual([])
  })
})

describe('trendOf', () => {
  it('is a moving mean over about as many steps as asked for', () => {
    const blocks = [0, 6, 3, 9, 0, 6].map((mean, index) => ({ step: index * 10 + 4.5, mean, deviation: 0 }))
    // 30 steps: a block to either side; none at the start, one side only at the end.
    expect(trendOf(blocks, 30).map(([, y]) => y)).toEqual([0, 3, 6, 4, 5, 3])
    expect(trendOf(blocks, 30)[2]![0]).toBe(24.5)
  })
})

describe('meanOverSeeds', () => {
  it('ends where the first seed stops', () => {
    const curve = (...values: number[]) => values.map((value, index) => ({ step: index * 5, value }))
    expect(meanOverSeeds([curve(1, 2, 3), curve(3, 4)])).toEqual([
      { step: 0, mean: 2, deviation: Math.SQRT2 },
      { step: 5, mean: 3, deviation: Math.SQRT2 },
    ])
    expect(meanOverSeeds([curve(1, 2)])).toEqual([
      { step: 0, mean: 1, deviation: 0 },
      { step: 5, mean: 2, deviation: 0 },
    ])
  })
})

const line = fc
  .array(fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })), {
    minLength: 1,
    maxLength: 400,
  })
  .map(points => points.toSorted((a, b) => a[0] - b[0]) as Point[])

describe('decimateLine', () => {
  it('keeps the ends, and the lowest and highest of every column', () => {
    fc.assert(
      fc.property(line, points => {
        const kept = decimateLine(points)
        expect(kept[0]).toBe(points[0])
        expect(kept.at(-1)).toBe(points.at(-1))
        for (const column of new Set(points.map(([x]) => Math.floor(x)))) {
          const within = (list: readonly Point[]) => list.filter(([x]) => Math.floor(x) === column).map(([, y]) => y)
          expect(Math.min(...within(kept))).toBe(Math.min(...within(points)))
          expect(Math.max(...within(kept))).toBe(Math.max(...within(points)))
          expect(within(kept).length).toBeLessThanOrEqual(4)
        }
      }),
    )
  })
})

describe('decimateEdge', () => {
  it('is the envelope of every column', () => {
    const points: Point[] = [
      [0.1, 5],
      [0.5, 7],
      [0.9, 6],
      [1.2, 1],
    ]
    expect(decimateEdge(points, true)).toEqual([
      [0.1, 7],
      [1.2, 1],
    ])
    expect(decimateEdge(points, false)).toEqual([
      [0.1, 5],
      [1.2, 1],
    ])
  })
})

describe('robustLimits', () => {
  const falling = Array.from({ length: 101 }, (_, index) => 100 - index)

  it('reach from quantile to quantile with a little room, and say what they leave out', () => {
    const { domain, below, above } = robustLimits([falling], { from: 0, to: 0.9, scale: 'linear' })
    expect(domain[0]).toBeCloseTo(0 - 0.05 * 90, 10)
    expect(domain[1]).toBeCloseTo(90 + 0.06 * 90, 10)
    expect(below).toBe(0)
    // 96 to 100 lie above 95.4.
    expect(above).toBeCloseTo(5 / 101, 12)
  })

  it('do not go far beyond what values can be', () => {
    const { domain } = robustLimits([[0.9, 1]], { from: 0, to: 1, scale: 'linear', ceiling: 1 })
    expect(domain[1]).toBeCloseTo(1.002, 12)
  })

  it('count every curve alike, however many points it has', () => {
    const long = new Array<number>(4000).fill(1)
    const { domain } = robustLimits([long, new Array(400).fill(2)], { from: 0, to: 0.75, scale: 'linear' })
    expect(domain[1]).toBeGreaterThan(2)
  })

  it('leave zeros off a logarithmic axis and hold up without values', () => {
    expect(robustLimits([[0, 1, 100]], { from: 0, to: 1, scale: 'log' }).domain[0]).toBeCloseTo(1 / 100 ** 0.05, 12)
    expect(robustLimits([[]], { from: 0, to: 1, scale: 'linear' })).toEqual({ domain: [0, 1], below: 0, above: 0 })
    const flat = robustLimits([[3, 3]], { from: 0, to: 1, scale: 'linear' }).domain
    expect(flat[1]).toBeGreaterThan(flat[0])
  })
})
