import { describe, expect, it } from 'vitest'
import { clock, duration, epochs, loss, percent, short, thousands } from './format.ts'

describe('format', () => {
  it.each([
    [thousands, 50880, '50,880'],
    [thousands, 999.6, '1,000'],
    [percent, 0.9184, '91.84 %'],
    [percent, 1, '100.00 %'],
    [loss, 0.29235, '0.2923'],
    [loss, 12.34567, '12.3457'],
    [loss, 12345.67, '1.235e+4'],
    [loss, 0.0000123, '1.23e-5'],
    [loss, 0, '0.0000'],
    [loss, Number.NaN, 'NaN'],
    [epochs, 14.4016, '14.4'],
    [epochs, 50, '50'],
    [short, 999, '999'],
    [short, 245_113, '245k'],
    [short, 999_499, '999k'],
    [short, 999_500, '1.00M'],
    [short, 12_345_678, '12.3M'],
    [clock, 7.4, '0:07'],
    [clock, 59.6, '1:00'],
    [clock, 750, '12:30'],
    [clock, 3723, '1:02:03'],
    [clock, -1, '0:00'],
    [duration, 0.1234, '0.12 s'],
    [duration, 12.34, '12.3 s'],
    [duration, 250, '4 min 10 s'],
    [duration, 3723, '1 h 2 min'],
  ] as const)('%o(%f) = %s', (format, value, text) => {
    expect(format(value)).toBe(text)
  })
})
