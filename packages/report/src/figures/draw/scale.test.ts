import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Axis } from '../model.ts'
import { pixelScale } from './scale.ts'
import { tickTexts } from './tick-text.ts'

const axis = (domain: [number, number], scale: Axis['scale'], format: Axis['format'] = 'number'): Axis => {
  return { label: 'y', domain, scale, format }
}

describe('pixelScale', () => {
  it('places values linearly, by square root, by logarithm', () => {
    expect(pixelScale(axis([0, 10], 'linear'), 100, 200, 5)(5)).toBe(150)
    expect(pixelScale(axis([0, 4], 'root'), 0, 100, 5)(1)).toBe(50)
    expect(pixelScale(axis([0.01, 1], 'log'), 0, 100, 5)(0.1)).toBeCloseTo(50, 10)
  })

  it('has a place for what a scale cannot show', () => {
    expect(pixelScale(axis([0, 4], 'root'), 0, 100, 5)(-1)).toBe(0)
    // Zero lies beyond the lower end, which the frame clips, but not at infinity.
    const low = pixelScale(axis([0.01, 1], 'log'), 0, 100, 5)(0)
    expect(low).toBeLessThan(0)
    expect(low).toBeGreaterThan(-1000)
  })

  it('ticks lie within the domain, ascend and are no more than asked for', () => {
    const scales = fc.constantFrom<Axis['scale']>('linear', 'root', 'log')
    fc.assert(
      fc.property(
        scales,
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        fc.double({ min: 1.05, max: 1e6, noNaN: true }),
        fc.integer({ min: 3, max: 9 }),
        (scale, low, factor, count) => {
          const domain: [number, number] = scale === 'root' ? [0, low * factor] : [low, low * factor]
          const { ticks } = pixelScale(axis(domain, scale), 0, 400, count)
          expect(ticks.length).toBeLessThanOrEqual(scale === 'root' ? count + 3 : count)
          expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(domain[0] * 0.998)
            expect(tick).toBeLessThanOrEqual(domain[1] * 1.002)
          }
        },
      ),
    )
  })

  it('root ticks keep their distance and reach down to 0', () => {
    const scale = pixelScale(axis([0, 0.6], 'root'), 300, 0, 7)
    expect(scale.ticks[0]).toBe(0)
    expect(scale.ticks.length).toBeGreaterThan(3)
    const places = scale.ticks.map(scale)
    for (let index = 1; index < places.length; index++) expect(places[index - 1]! - places[index]!).toBeGreaterThan(30)
  })

  it('takes ticks that are given, on a logarithmic axis too', () => {
    const ticks = [1, 5, 20]
    expect(pixelScale({ ...axis([1, 20], 'log'), ticks }, 0, 400, 9).ticks).toEqual(ticks)
    expect(pixelScale({ ...axis([1, 20], 'linear'), ticks }, 0, 400, 9).ticks).toEqual(ticks)
  })

  it('integers only where halves mean nothing', () => {
    expect(pixelScale(axis([0, 3], 'linear', 'integer'), 0, 400, 9).ticks).toEqual([0, 1, 2, 3])
  })
})

describe('tickTexts', () => {
  it('have as many decimals as the finest needs', () => {
    expect(tickTexts(axis([0, 1], 'linear'), [0, 0.25, 0.5])).toEqual(['0.00', '0.25', '0.50'])
    expect(tickTexts(axis([0, 1], 'linear', 'percent'), [0.9, 0.92])).toEqual(['90 %', '92 %'])
    expect(tickTexts(axis([0, 1], 'linear', 'percent'), [0.9, 0.905])).toEqual(['90.0 %', '90.5 %'])
    expect(tickTexts(axis([0, 1], 'linear', 'integer'), [0, 10_000])).toEqual(['0', '10,000'])
    expect(tickTexts(axis([-1, 1], 'linear'), [-0.5, 0.5])).toEqual(['−0.5', '0.5'])
  })

  it('powers of ten where there would be many zeros', () => {
    expect(tickTexts(axis([1e-8, 1], 'log'), [1e-8, 3e-5, 0.001, 0.3, 10])).toEqual([
      '10⁻⁸',
      '3 · 10⁻⁵',
      '0.001',
      '0.3',
      '10',
    ])
    expect(tickTexts(axis([0, 1], 'root'), [0, 0.05])).toEqual(['0', '0.05'])
    expect(tickTexts(axis([1, 4096], 'log', 'integer'), [1, 4096])).toEqual(['1', '4,096'])
  })
})
