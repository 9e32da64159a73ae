import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secondsUntilDone } from './time-left.ts'

describe('secondsUntilDone', () => {
  it.each([
    ['nothing is left', [], [], 2, 0],
    ['one is under way', [7], [], 2, 7],
    ['there is a free lane', [7], [5], 2, 7],
    ['the last one to start ends last', [7, 3], [5], 2, 8],
    ['each takes the next', [4, 1], [3, 2, 2], 2, 6],
    ['one lane does all of them', [1], [2, 3], 1, 6],
  ])('when %s', (_, running, waiting, lanes, seconds) => {
    expect(secondsUntilDone(running, waiting, lanes)).toBe(seconds)
  })

  it('is never less than the mean load or the longest piece, nor more than both together', () => {
    const seconds = fc.double({ min: 0, max: 1000, noNaN: true })
    const piles = fc.record({ waiting: fc.array(seconds), lanes: fc.integer({ min: 1, max: 16 }) })
    fc.assert(
      fc.property(piles, ({ waiting, lanes }) => {
        const total = secondsUntilDone([], waiting, lanes)
        const load = waiting.reduce((sum, each) => sum + each, 0) / lanes
        const longest = Math.max(0, ...waiting)
        expect(total).toBeGreaterThanOrEqual(Math.max(load, longest) * (1 - 1e-12))
        expect(total).toBeLessThanOrEqual((load + longest) * (1 + 1e-12))
      }),
    )
  })
})
