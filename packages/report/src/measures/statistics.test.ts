import { describe, expect, it } from 'vitest'
import { confidenceHalfWidth, geometricMean, mean, quantile, standardDeviation, studentT95 } from './statistics.ts'

describe('statistics', () => {
  it('means and deviations of a sample worked by hand', () => {
    expect(mean([2, 4, 9])).toBe(5)
    expect(standardDeviation([2, 4, 9])).toBeCloseTo(Math.sqrt((9 + 1 + 16) / 2), 12)
    expect(standardDeviation([7])).toBe(0)
    expect(geometricMean([0.1, 1000])).toBeCloseTo(10, 10)
    expect(geometricMean([0, 5])).toBe(0)
  })

  it('quantiles lie between neighbours', () => {
    expect(quantile([4, 1, 3, 2], 0)).toBe(1)
    expect(quantile([4, 1, 3, 2], 1)).toBe(4)
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
    expect(quantile([10, 20], 0.25)).toBe(12.5)
  })

  it('Student’s t as the tables have it', () => {
    expect(studentT95(1)).toBe(12.706)
    expect(studentT95(4)).toBe(2.776)
    expect(studentT95(30)).toBe(2.042)
    expect(studentT95(60)).toBeCloseTo(2.0003, 2)
    expect(studentT95(1e6)).toBeCloseTo(1.96, 3)
  })

  it('the confidence interval is t · s / √n', () => {
    // 1, 2, 3, 4, 5: s = √2.5, n = 5
    expect(confidenceHalfWidth([1, 2, 3, 4, 5])).toBeCloseTo((2.776 * Math.sqrt(2.5)) / Math.sqrt(5), 12)
  })
})
