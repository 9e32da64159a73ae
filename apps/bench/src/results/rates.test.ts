import { describe, expect, it } from 'vitest'
import { resultOf } from '../testing/documents.ts'
import { rate, rates, secondsPerStep, share, spread } from './rates.ts'

const one = resultOf('one', [1, 2, 4], { work: { steps: 10, flops: 8 } })

describe('rates', () => {
  it('are work over seconds, of every sample and in the median', () => {
    expect(rates(one, 'flops')).toEqual([8, 4, 2])
    expect(rate(one, 'flops').median).toBe(4)
    expect(secondsPerStep(one).median).toBe(0.2)
    expect(secondsPerStep(resultOf('none', [3], { work: {} })).median).toBe(3)
    expect(() => rates(one, 'bytes')).toThrow('one: expected work in bytes')
  })

  it('shares pair samples of a round, and do without a round that one of them lacks', () => {
    const whole = resultOf('whole', [1, 1, 8], { work: { flops: 16 } })
    expect(share(one, whole, 'flops')).toEqual({ median: 0.5, low: 0.375, high: 0.75 })
    expect(share(one, { ...whole, seconds: [1] }, 'flops').median).toBe(0.5)
  })

  it('spread is half the distance of the quartiles', () => {
    expect(spread({ median: 10, low: 9, high: 12 })).toBe(0.15)
  })
})
