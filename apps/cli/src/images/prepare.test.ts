import { describe, expect, it } from 'vitest'
import { makePng } from '../testing/png.ts'
import { type Invert, preparePicture } from './prepare.ts'

/** A 4 × 4 picture with a border of one brightness and a middle of another. */
function framed(border: number, middle: number): Buffer {
  const samples = [0, 1, 2, 3].flatMap(y => [0, 1, 2, 3].map(x => (x % 3 && y % 3 ? middle : border)))
  return makePng({ width: 4, height: 4, depth: 8, colourType: 0, samples })
}

const prepare = (file: Buffer, side: number, invert: Invert) => preparePicture(file, 'test.png', side, invert)

describe('preparePicture', () => {
  it.each([
    [250, 'auto', true, 5, 245],
    [128, 'auto', true, 127, 245],
    [127, 'auto', false, 127, 10],
    [250, 'no', false, 250, 10],
    [5, 'yes', true, 250, 245],
  ] as const)('border %i, invert %s: inverted %s', (border, invert, inverted, ground, ink) => {
    const result = prepare(framed(border, 10), 4, invert)
    expect(result.inverted).toBe(inverted)
    expect(result.border).toBe(border)
    expect([...result.pixels.subarray(0, 8)]).toEqual([ground, ground, ground, ground, ground, ink, ink, ground])
  })

  it('rounds to the nearest byte', () => {
    const file = makePng({ width: 2, height: 2, depth: 8, colourType: 0, samples: [1, 1, 1, 0] })
    expect([...prepare(file, 1, 'no').pixels]).toEqual([1])
    expect([...prepare(file, 1, 'yes').pixels]).toEqual([254])
  })

  it('fills the margin of a picture that is not square like its border', () => {
    const samples = [200, 200, 200, 200, 200, 20, 200, 200, 200, 200, 200, 200]
    const file = makePng({ width: 4, height: 3, depth: 8, colourType: 0, samples })
    const { pixels, border, inverted } = prepare(file, 4, 'no')
    expect({ border, inverted }).toEqual({ border: 200, inverted: false })
    // Centred in 4 × 4, so that each line of pixels is half of two target lines.
    expect([...pixels]).toEqual([200, 200, 200, 200, 200, 110, 200, 200, 200, 110, 200, 200, 200, 200, 200, 200])
  })

  it('says what the picture was', () => {
    const file = makePng({
      width: 3,
      height: 2,
      depth: 16,
      colourType: 6,
      samples: Array(24).fill(0),
      interlaced: true,
    })
    const { from, background, side, pixels } = prepare(file, 5, 'auto')
    expect(from).toEqual({ width: 3, height: 2, kind: 'rgba', depth: 16, interlaced: true })
    expect({ background, side, length: pixels.length }).toEqual({ background: 'white', side: 5, length: 25 })
  })
})
