import { describe, expect, it } from 'vitest'
import { historyOf } from '../testing/history.ts'
import { turningPoint } from './turning-point.ts'

describe('turningPoint', () => {
  it('is the lowest point of the smoothed loss, and how far it rises from there', () => {
    // A valley without noise: smoothing shifts its floor up, its place not.
    const losses = Array.from({ length: 41 }, (_, index) => 1 + 0.01 * (index - 20) ** 2)
    const found = turningPoint(historyOf(losses).validation)!
    expect(found.step).toBe(200)
    // Mean of 0.01·k² over k = −4 … 4 is 0.0666…; the last value stays as it is: 1 + 0.01·400.
    expect(found.rise).toBeCloseTo(5 / (1 + 0.6 / 9) - 1, 12)
  })

  it('does not follow a single low outlier', () => {
    const losses = Array.from({ length: 41 }, (_, index) => 1 + 0.01 * (index - 20) ** 2 - (index === 33 ? 0.9 : 0))
    expect(turningPoint(historyOf(losses).validation)!.step).toBe(200)
  })

  it('rises by nothing where the loss only falls', () => {
    const found = turningPoint(historyOf([5, 4, 3, 2, 1]).validation)!
    expect(found).toEqual({ step: 40, rise: 0 })
  })

  it('is nowhere without validations', () => {
    expect(turningPoint([])).toBeUndefined()
  })
})
