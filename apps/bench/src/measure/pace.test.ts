import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pace } from './pace.ts'

/** A clock of its own: `overhead` a run and `each` a repeat. */
const costing = (each: number, overhead = 0) => {
  const runs: number[] = []
  const run = async (repeats: number) => {
    runs.push(repeats)
    return overhead + each * repeats
  }
  return { runs, run }
}

describe('pace', () => {
  it('finds as many repeats as fill the time', async () => {
    const { run } = costing(1e-5)
    const { repeats, measure } = await pace(run, 0.04)
    expect(repeats).toBe(4000)
    expect(await measure()).toBeCloseTo(0.04, 10)
  })

  it('does what takes longer once, and does not try more than once', async () => {
    const { run, runs } = costing(0.5)
    expect((await pace(run, 0.04)).repeats).toBe(1)
    expect(runs).toEqual([1])
  })

  it('is not misled by a slow first run', async () => {
    let first = true
    const run = async (repeats: number) => {
      const cold = first ? 0.005 : 0
      first = false
      return cold + 1e-6 * repeats
    }
    expect((await pace(run, 0.04)).repeats).toBeGreaterThan(38_000)
  })

  it('ends for anything, a clock that stands still among them', async () => {
    expect((await pace(costing(0).run, 0.04)).repeats).toBe(1_000_000)
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 1e-9, max: 1, noNaN: true }), async each => {
        const { run, runs } = costing(each)
        const { repeats } = await pace(run, 0.04)
        expect(runs.length).toBeLessThan(12)
        expect(repeats * each).toBeLessThan(Math.max(0.06, 1.01 * each))
        expect(repeats * each).toBeGreaterThan(Math.min(0.02, 1e6 * each * 0.99))
      }),
    )
  })
})
