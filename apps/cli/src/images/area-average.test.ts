import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaAverage } from './area-average.ts'
import type { GreyPicture } from './grey-picture.ts'

function picture(rows: readonly (readonly number[])[]): GreyPicture {
  return { width: rows[0]!.length, height: rows.length, values: Float32Array.from(rows.flat()) }
}

/** The same by brute force: the mean over a fine grid that divides both source and target pixels. */
function twin({ width, height, values }: GreyPicture, side: number, margin: number): number[] {
  const extent = Math.max(width, height)
  // Twice, so that a margin of half a pixel falls on the grid.
  const grid = 2 * side
  return Array.from({ length: side * side }, (_, target) => {
    let sum = 0
    for (let v = 0; v < 2 * extent; v++) {
      for (let u = 0; u < 2 * extent; u++) {
        const x = ((target % side) * 2 * extent + u + 0.5) / grid - (extent - width) / 2
        const y = (Math.floor(target / side) * 2 * extent + v + 0.5) / grid - (extent - height) / 2
        const inside = x >= 0 && x < width && y >= 0 && y < height
        sum += inside ? values[Math.floor(y) * width + Math.floor(x)]! : margin
      }
    }
    return sum / (2 * extent) ** 2
  })
}

describe('areaAverage', () => {
  it('leaves a picture of the right size as it is', () => {
    expect([
      ...areaAverage(
        picture([
          [1, 2],
          [3, 4],
        ]),
        2,
        9,
      ),
    ]).toEqual([1, 2, 3, 4])
  })

  it('takes the mean of whole blocks', () => {
    const rows = [
      [0, 4, 10, 10],
      [8, 4, 10, 10],
      [1, 1, 0, 0],
      [1, 1, 0, 200],
    ]
    expect([...areaAverage(picture(rows), 2, 0)]).toEqual([4, 10, 1, 50])
  })

  it('shares pixels that lie across a border by area', () => {
    // Three pixels onto two: each target takes one whole pixel and half of the middle one.
    const mean = (a: number, b: number) => (a + b / 2) / 1.5
    const out = areaAverage(
      picture([
        [30, 60, 90],
        [30, 60, 90],
        [30, 60, 90],
      ]),
      2,
      0,
    )
    expect([...out].map(value => Math.round(value))).toEqual([mean(30, 60), mean(90, 60), mean(30, 60), mean(90, 60)])
  })

  it('centres what is not square, without stretching it', () => {
    expect([
      ...areaAverage(
        picture([
          [100, 100, 100, 100],
          [50, 50, 50, 50],
        ]),
        4,
        7,
      ),
    ]).toEqual([7, 7, 7, 7, 100, 100, 100, 100, 50, 50, 50, 50, 7, 7, 7, 7])
    expect([...areaAverage(picture([[100], [50]]), 2, 0)]).toEqual([50, 50, 25, 25])
  })

  it('enlarges', () => {
    expect([...areaAverage(picture([[8]]), 2, 0)]).toEqual([8, 8, 8, 8])
    const rows = [
      [0, 90],
      [0, 90],
    ]
    const out = areaAverage(picture(rows), 3, 0)
    expect([...out].map(value => Math.round(value * 1e9) / 1e9)).toEqual([0, 45, 90, 0, 45, 90, 0, 45, 90])
  })

  it('agrees with brute force for every shape', () => {
    const shapes = fc.record({
      width: fc.integer({ min: 1, max: 12 }),
      height: fc.integer({ min: 1, max: 12 }),
      side: fc.integer({ min: 1, max: 9 }),
      margin: fc.integer({ min: 0, max: 255 }),
      bytes: fc.uint8Array({ minLength: 144, maxLength: 144 }),
    })
    fc.assert(
      fc.property(shapes, ({ width, height, side, margin, bytes }) => {
        const source = { width, height, values: Float32Array.from(bytes.subarray(0, width * height)) }
        const expected = twin(source, side, margin)
        for (const [i, value] of areaAverage(source, side, margin).entries()) expect(value).toBeCloseTo(expected[i]!, 9)
      }),
      { numRuns: 200 },
    )
  })
})
