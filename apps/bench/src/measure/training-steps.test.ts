import { describe, expect, it } from 'vitest'
import { flopsPerSample } from './training-steps.ts'

describe('flopsPerSample', () => {
  it('counts 204.5 kFLOP for 784-64-10', () => {
    // Two products of 784·64 and three of 64·10, two operations each.
    expect(flopsPerSample([784, 64, 10])).toBe(204_544)
  })
  it('counts the input gradient of every layer but the first', () => {
    expect(flopsPerSample([2, 3])).toBe(4 * 6)
    expect(flopsPerSample([2, 3, 4])).toBe(4 * 6 + 6 * 12)
  })
})
