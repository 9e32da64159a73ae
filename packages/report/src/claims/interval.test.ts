import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareToRegion, contains, estimate } from './interval.ts'

describe('estimate', () => {
  it('is the confidence interval of several values, the margin of one', () => {
    expect(estimate([3], 0.5)).toEqual({ mean: 3, halfWidth: 0.5, count: 1 })
    const several = estimate([1, 2, 3], 99)
    expect(several).toMatchObject({ mean: 2, count: 3 })
    expect(several.halfWidth).toBeCloseTo(4.303 / Math.sqrt(3), 12)
  })
})

describe('compareToRegion', () => {
  const at = (mean: number, halfWidth: number) => ({ mean, halfWidth, count: 5 })
  const positive = { low: 0, high: Number.POSITIVE_INFINITY, open: true }

  it.each([
    [0.3, 0.2, 'reproduced'],
    [0.3, 0.4, 'within-noise'],
    [-0.1, 0.2, 'within-noise'],
    [-0.3, 0.2, 'not-reproduced'],
    // An open end: exactly 0 is not above 0.
    [0.2, 0.2, 'within-noise'],
    [0, 0, 'not-reproduced'],
  ] as const)('%d ± %d above 0: %s', (mean, halfWidth, verdict) => {
    expect(compareToRegion(at(mean, halfWidth), positive)).toBe(verdict)
  })

  it.each([
    [0, 0.5, 'reproduced'],
    [0.5, 0.5, 'reproduced'],
    [0.6, 0.5, 'within-noise'],
    [1.4, 0.5, 'within-noise'],
    [1.6, 0.5, 'not-reproduced'],
    // Wider than the region on both sides.
    [0, 2, 'within-noise'],
  ] as const)('%d ± %d within ±1: %s', (mean, halfWidth, verdict) => {
    expect(compareToRegion(at(mean, halfWidth), { low: -1, high: 1 })).toBe(verdict)
  })

  it('does not let rounding decide', () => {
    // 0.93 − 0.92 is 0.010000000000000009.
    expect(compareToRegion(at(0.93 - 0.92, 0), { low: -0.01, high: 0.01 })).toBe('reproduced')
  })

  it('a statement and its contrary never both hold', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -10, max: 10 }),
        fc.double({ noNaN: true, min: 0, max: 5 }),
        (mean, width) => {
          const verdict = compareToRegion(at(mean, width), positive)
          const contrary = compareToRegion(at(-mean, width), positive)
          if (verdict === 'reproduced') expect(contrary).toBe('not-reproduced')
          if (verdict === 'within-noise') expect(contrary).not.toBe('reproduced')
        },
      ),
    )
  })
})

describe('contains', () => {
  it('takes infinity in where a region has no end', () => {
    expect(contains({ low: 0, high: Number.POSITIVE_INFINITY }, Number.POSITIVE_INFINITY)).toBe(true)
    expect(contains({ low: 0, high: 5 }, Number.POSITIVE_INFINITY)).toBe(false)
    expect(contains({ low: 0, high: 5, open: true }, 5)).toBe(false)
    expect(contains({ low: 0, high: 5 }, 5)).toBe(true)
  })
})
