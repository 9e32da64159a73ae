import { describe, expect, it } from 'vitest'
import type { LearningRateSchedule } from './options.ts'
import { createRunRate } from './run-rate.ts'

const rateOf = (schedule: LearningRateSchedule) => {
  return createRunRate({ learningRate: 1, schedule, stepsPerEpoch: 10, totalSteps: 100 })
}

describe('createRunRate', () => {
  it('has one rate for all steps where it never changes', () => {
    expect(rateOf({ kind: 'constant' }).between(3, 60)).toBe(1)
  })

  it('has one for each step where it may change', () => {
    expect(rateOf({ kind: 'linear' }).between(50, 52)).toEqual(Float64Array.of(0.5, 0.49, 0.48))
    expect(rateOf({ kind: 'constant', warmup: { steps: 3, from: 0.25 } }).between(0, 3)).toEqual(
      Float64Array.of(0.25, 0.5, 0.75, 1),
    )
    expect(rateOf({ kind: 'linear' }).at(75)).toBe(0.25)
  })

  it('falls on a plateau, and counts no validation of its warm-up', () => {
    const rate = rateOf({ kind: 'on-plateau', factor: 0.5, patience: 0, warmup: { epochs: 1, from: 0 } })
    expect(rate.between(8, 11)).toEqual(Float64Array.of(0.8, 0.9, 1, 1))
    for (const step of [0, 5, 9]) rate.observe(step, 0.1)
    expect(rate.at(10)).toBe(1)
    // The first that counts is the lowest so far.
    rate.observe(10, 5)
    expect(rate.at(11)).toBe(1)
    rate.observe(15, 5)
    expect(rate.between(16, 17)).toEqual(Float64Array.of(0.5, 0.5))
  })
})
