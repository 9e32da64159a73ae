import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitPowerLaw } from './fit.ts'

describe('fitPowerLaw', () => {
  it('finds a law that holds exactly', () => {
    const exponents = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(exponents, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (exponent, factor) => {
        const law = fitPowerLaw([1, 2, 5, 20].map(x => [x, factor * x ** exponent]))!
        expect(law.exponent).toBeCloseTo(exponent, 8)
        expect(law.factor / factor).toBeCloseTo(1, 8)
        if (Math.abs(exponent) > 0.01) expect(law.r2).toBeCloseTo(1, 8)
      }),
    )
  })

  it('gives slope and R² of a worked example', () => {
    // Of log2: (0, 0), (1, 2), (2, 1): slope 1/2, residuals −1/2, 1, −1/2; R² = 1 − 1.5/2.
    const law = fitPowerLaw([
      [1, 1],
      [2, 4],
      [4, 2],
    ])!
    expect(law.exponent).toBeCloseTo(0.5, 12)
    expect(law.factor).toBeCloseTo(2 ** 0.5, 12)
    expect(law.r2).toBeCloseTo(0.25, 12)
  })

  it('explains what does not change', () => {
    expect(fitPowerLaw([1, 2, 3].map(x => [x, 7]))).toMatchObject({ r2: 1 })
  })

  it('needs three places, and positive ones', () => {
    expect(fitPowerLaw([])).toBeUndefined()
    expect(
      fitPowerLaw([
        [1, 1],
        [1, 2],
        [2, 2],
      ]),
    ).toBeUndefined()
    for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => fitPowerLaw([[1, bad]])).toThrow(RangeError)
      expect(() => fitPowerLaw([[bad, 1]])).toThrow(RangeError)
    }
  })
})
