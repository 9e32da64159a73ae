import { describe, expect, it } from 'vitest'
import { formatDifference, formatMeasure, formatSpread, formatWidth, ratio, scientific } from './format.ts'

describe('formats of measures', () => {
  it.each([
    ['finalValidationAccuracy', 0.96361, '96.36 %'],
    ['finalTrainAccuracy', 1, '100.00 %'],
    ['stepsTo95', 28376, '28,376'],
    ['lowestValidationLoss', 0.13428, '0.134'],
    ['validationNoise', 0.006251, '0.00625'],
    ['stopEpoch', 15.4016, '15.4'],
    ['parameters', 50880, '50,880'],
    ['gradientRatio', 4, '4.0'],
    ['gradientRatio', 1.56e-5, '1.6 · 10⁻⁵'],
  ] as const)('%s %d', (measure, value, text) => {
    expect(formatMeasure(measure, value)).toBe(text)
  })

  it('differences have a sign, shares are in points', () => {
    expect(formatDifference('finalValidationAccuracy', 0.0419)).toBe('+4.19 points')
    expect(formatDifference('finalValidationAccuracy', -0.0018)).toBe('−0.18 points')
    expect(formatDifference('finalValidationAccuracy', 0.00001)).toBe('±0.00 points')
    expect(formatDifference('stepsTo90', -7875)).toBe('−7,875')
  })

  it('losses differ in as many digits as they have themselves', () => {
    expect(formatDifference('lowestValidationLoss', 0.00259, 0.135)).toBe('+0.003')
    expect(formatDifference('validationNoise', 0.000351, 0.006)).toBe('+0.00035')
    expect(formatWidth('lowestValidationLoss', 0.0155, 0.13)).toBe('0.015')
  })

  it('a spread shows its deviation in the digits of the mean, one seed none', () => {
    const spread = { mean: 0.96344, standardDeviation: 0.00123, count: 5 }
    expect(formatSpread('finalValidationAccuracy', spread)).toBe('96.34 ± 0.12 %')
    expect(formatSpread('finalValidationAccuracy', { ...spread, count: 1 })).toBe('96.34 %')
    expect(formatSpread('parameters', { mean: 50880, standardDeviation: 0, count: 5 })).toBe('50,880')
    expect(formatSpread('lowestValidationLoss', { mean: 0.0312, standardDeviation: 0.0021, count: 3 })).toBe(
      '0.0312 ± 0.0021',
    )
    const shown = (mean: number, standardDeviation: number) =>
      formatSpread('gradientRatio', { mean, standardDeviation, count: 3 })
    expect(shown(0.382, 0.0065)).toBe('0.38 ± 0.01')
    expect(shown(12.1, 3.4)).toBe('12 ± 3')
    expect(shown(1.4e-5, 2e-6)).toBe('1.4 · 10⁻⁵ ± 2.0 · 10⁻⁶')
  })

  it('ratios over orders of magnitude', () => {
    expect([0, 0.84, 12.3, 250.4, 0.0012, 0.00099, 2e5].map(ratio)).toEqual([
      '0',
      '0.84',
      '12',
      '250',
      '0.0012',
      '9.9 · 10⁻⁴',
      '2.0 · 10⁵',
    ])
    expect(scientific(-2.04e-8, 2)).toBe('−2.0 · 10⁻⁸')
  })
})
