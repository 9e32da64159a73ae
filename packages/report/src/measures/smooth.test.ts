import { describe, expect, it } from 'vitest'
import { normal, seededRandom } from '../testing/random.ts'
import { movingMean, noiseOf } from './smooth.ts'

describe('movingMean', () => {
  it('is centred and cut short evenly at the ends', () => {
    expect(movingMean([1, 5, 3, 7, 9], 3)).toEqual([1, 3, 5, 19 / 3, 9])
    expect(movingMean([1, 5, 3, 7, 9], 5)).toEqual([1, 3, 5, 19 / 3, 9])
  })

  it('leaves a straight line as it is', () => {
    const line = Array.from({ length: 20 }, (_, index) => 3 - 0.25 * index)
    for (const [index, value] of movingMean(line, 9).entries()) expect(value).toBeCloseTo(line[index]!, 12)
  })
})

describe('noiseOf', () => {
  it('finds no noise on a straight line, whatever its slope', () => {
    expect(noiseOf([1, 3, 5, 7, 9])).toBe(0)
  })

  it('finds the deviation of noise added to a trend', () => {
    const random = seededRandom(3)
    const values = Array.from({ length: 4000 }, (_, index) => 0.01 * index + 0.5 * normal(random))
    expect(noiseOf(values)).toBeGreaterThan(0.48)
    expect(noiseOf(values)).toBeLessThan(0.52)
  })

  it('needs three values', () => {
    expect(noiseOf([1, 2])).toBeUndefined()
    // One second difference, 0 − 2·6 + 0 = −12: √(144 / 6)
    expect(noiseOf([0, 6, 0])).toBeCloseTo(Math.sqrt(24), 12)
  })
})
