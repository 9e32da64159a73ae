import { describe, expect, it } from 'vitest'
import { createDraw, splitMix64, xoshiro128 } from './random.ts'

describe('splitMix64', () => {
  it('gives the published numbers for the seed 1234567', () => {
    const words = splitMix64(1234567n, 5)
    const numbers = Array.from({ length: 5 }, (_, i) => BigInt(words[2 * i]!) + (BigInt(words[2 * i + 1]!) << 32n))
    expect(numbers).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ])
  })
})

describe('xoshiro128', () => {
  it('gives the published numbers for the state 1, 2, 3, 4', () => {
    const next = xoshiro128(Uint32Array.of(1, 2, 3, 4))
    expect(Array.from({ length: 10 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })
})

describe('createDraw', () => {
  it('draws every value below the bound about equally often', () => {
    const draw = createDraw(1)
    const counts = new Uint32Array(7)
    for (let i = 0; i < 70_000; i++) counts[draw(7)]! += 1
    // χ² with six degrees of freedom exceeds 22.5 once in a thousand seeds.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    expect(chiSquare).toBeLessThan(22.5)
  })

  it('gives other numbers for another seed, also beyond 32 bits', () => {
    const first = [0, 1, 2 ** 32, 2 ** 53 - 1].map(seed => createDraw(seed)(2 ** 32))
    expect(new Set(first).size).toBe(4)
  })

  it('has one answer below 1', () => {
    expect(createDraw(5)(1)).toBe(0)
  })
})
