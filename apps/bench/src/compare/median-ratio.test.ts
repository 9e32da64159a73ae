import { describe, expect, it } from 'vitest'
import { medianRatio } from './median-ratio.ts'
import { randomNumbers, seedOf } from './random.ts'

const random = randomNumbers(11)
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
/** Mostly near 1, one in ten disturbed: as times by the clock are. */
const skewed = () => 1 - 0.02 * Math.log(1 - random()) + (random() < 0.1 ? 0.2 * random() : 0)
const rows = (count: number, draw: () => number) => Array.from({ length: count }, draw)

describe('medianRatio', () => {
  it('is the ratio of medians, inside its interval, the same for the same seed', () => {
    const result = medianRatio([4, 1, 2, 3], [6, 5, 7], 1)
    expect(result.ratio).toBe(6 / 2.5)
    expect(result.low).toBeLessThanOrEqual(result.ratio)
    expect(result.high).toBeGreaterThanOrEqual(result.ratio)
    expect(medianRatio([4, 1, 2, 3], [6, 5, 7], 1)).toEqual(result)
  })

  it('has no width where there is no spread', () => {
    expect(medianRatio([2, 2, 2], [3, 3, 3], 1)).toEqual({ ratio: 1.5, low: 1.5, high: 1.5 })
  })

  it.each([
    ['normal noise, 5 samples', 5, () => 1 + 0.03 * normal()],
    ['normal noise, 15 samples', 15, () => 1 + 0.03 * normal()],
    ['skewed noise, 5 samples', 5, skewed],
    ['skewed noise, 11 samples', 11, skewed],
  ])('raises a false alarm in at most 7 of 100 cases and contains 1 else: %s', (_, count, draw) => {
    const cases = 300
    let alarms = 0
    for (let i = 0; i < cases; i++) {
      const { low, high } = medianRatio(rows(count, draw), rows(count, draw), i)
      if (low > 1 || high < 1) alarms++
    }
    expect(alarms / cases).toBeLessThan(0.07)
    // An interval that never misses would never tell anything.
    expect(alarms).toBeGreaterThan(0)
  })

  it('covers a true change, and tells it from none', () => {
    const cases = 200
    let [covered, told] = [0, 0]
    for (let i = 0; i < cases; i++) {
      const { low, high } = medianRatio(
        rows(9, () => 1 + 0.02 * normal()),
        rows(9, () => 1.1 * (1 + 0.02 * normal())),
        i,
      )
      if (low <= 1.1 && high >= 1.1) covered++
      if (low > 1) told++
    }
    expect(covered / cases).toBeGreaterThan(0.92)
    expect(told / cases).toBeGreaterThan(0.98)
  })
})

describe('seedOf', () => {
  it('differs between texts and is FNV-1a', () => {
    expect(seedOf('')).toBe(0x811c9dc5)
    expect(seedOf('a')).toBe(0xe40c292c)
    expect(seedOf('depth/t1')).not.toBe(seedOf('depth/t2'))
  })
})
