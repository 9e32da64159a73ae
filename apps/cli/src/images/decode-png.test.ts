import fc from 'fast-check'
import { decode, encode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { CHANNELS, makeChunk, makeHeader, makePng, type PngRecipe } from '../testing/png.ts'
import { decodePng } from './decode-png.ts'

/** The decoded picture's grey values, rounded to a thousandth. */
function greys(recipe: PngRecipe): number[] {
  return Array.from(decodePng(makePng(recipe), 'test.png').picture.values, value => Math.round(value * 1000) / 1000)
}

function refusal(file: Buffer): string {
  try {
    decodePng(file, 'test.png')
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

describe('grey values of every colour type', () => {
  it.each([
    [1, [0, 1, 1, 0], [0, 255, 255, 0]],
    [2, [0, 1, 2, 3], [0, 85, 170, 255]],
    [4, [0, 1, 7, 15], [0, 17, 119, 255]],
    [8, [0, 1, 128, 255], [0, 1, 128, 255]],
    [16, [0, 257, 32896, 65535], [0, 1, 128, 255]],
  ])('spreads grey of %i bits over 0 … 255', (depth, samples, expected) => {
    expect(greys({ width: 2, height: 2, depth, colourType: 0, samples })).toEqual(expected)
  })

  it('weighs red, green and blue by BT.601', () => {
    const samples = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]
    expect(greys({ width: 4, height: 1, depth: 8, colourType: 2, samples })).toEqual([76.245, 149.685, 29.07, 255])
    const wide = samples.map(value => value * 257)
    expect(greys({ width: 4, height: 1, depth: 16, colourType: 2, samples: wide })).toEqual([
      76.245, 149.685, 29.07, 255,
    ])
  })

  it.each([1, 2, 4, 8])('looks colours of %i bits up in the palette', depth => {
    const palette = [10, 10, 10, 255, 0, 0]
    expect(greys({ width: 3, height: 1, depth, colourType: 3, samples: [1, 0, 1], palette })).toEqual([
      76.245, 10, 76.245,
    ])
  })
})

describe('transparency', () => {
  it('lays dark ink on white, mixing by opacity', () => {
    const recipe = { width: 3, height: 1, depth: 8, colourType: 4, samples: [0, 255, 0, 51, 99, 0] }
    expect(greys(recipe)).toEqual([0, 204, 255])
    expect(decodePng(makePng(recipe), 'test.png').background).toBe('white')
  })

  it('lays light ink on black', () => {
    const recipe = { width: 2, height: 1, depth: 8, colourType: 6, samples: [255, 255, 255, 255, 0, 0, 0, 0] }
    expect(greys(recipe)).toEqual([255, 0])
    expect(decodePng(makePng(recipe), 'test.png').background).toBe('black')
  })

  it('lays a picture of nothing on white', () => {
    expect(greys({ width: 2, height: 1, depth: 8, colourType: 4, samples: [0, 0, 200, 0] })).toEqual([255, 255])
  })

  it('takes 16-bit opacity', () => {
    expect(greys({ width: 1, height: 1, depth: 16, colourType: 4, samples: [0, 13107] })).toEqual([204])
  })

  it('takes the opacity of palette entries, the rest opaque', () => {
    const recipe = { width: 3, height: 1, depth: 2, colourType: 3, samples: [0, 1, 2], transparency: [0, 51] }
    expect(greys({ ...recipe, palette: [0, 0, 0, 0, 0, 0, 30, 30, 30] })).toEqual([255, 204, 30])
  })

  it('takes one grey or colour as transparent', () => {
    const grey = { width: 3, height: 1, depth: 4, colourType: 0, samples: [0, 3, 4], transparency: [0, 3] }
    expect(greys(grey)).toEqual([0, 255, 68])
    const samples = [9, 8, 7, 9, 8, 6]
    const colour = { width: 2, height: 1, depth: 8, colourType: 2, samples, transparency: [0, 9, 0, 8, 0, 7] }
    expect(greys(colour)).toEqual([255, 8.071])
  })

  it('says nothing of a background when every pixel is opaque', () => {
    const file = makePng({ width: 1, height: 1, depth: 8, colourType: 6, samples: [1, 2, 3, 255] })
    expect(decodePng(file, 'test.png').background).toBeUndefined()
  })
})

const recipes = fc
  .record({
    type: fc.constantFrom(
      ...[1, 2, 4, 8, 16].map(depth => [0, depth] as const),
      ...[8, 16].flatMap(depth => [2, 4, 6].map(colourType => [colourType, depth] as const)),
    ),
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 20 }),
    interlaced: fc.boolean(),
    filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 7 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  })
  .map(({ type: [colourType, depth], width, height, interlaced, filters, seed }) => {
    let state = seed
    const samples = Array.from({ length: width * height * CHANNELS[colourType]! }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      return (state >>> 8) % 2 ** depth
    })
    const filter = (line: number) => filters[line % filters.length]!
    return { width, height, depth, colourType, samples, interlaced, filter }
  })

describe('files of every shape', () => {
  it('does not depend on filters and interlacing', () => {
    fc.assert(
      fc.property(recipes, recipe => {
        expect(greys(recipe)).toEqual(greys({ ...recipe, interlaced: false, filter: () => 0 }))
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with another decoder and another encoder', () => {
    fc.assert(
      fc.property(recipes, recipe => {
        const { width, height, depth, colourType } = recipe
        if (depth < 8) return
        const file = makePng(recipe)
        const other = decode(file)
        expect([...other.data]).toEqual(recipe.samples)
        const channels = CHANNELS[colourType]!
        const again = Buffer.from(
          encode({ width, height, depth: other.depth, channels, data: other.data }, { interlace: 'Adam7' }),
        )
        expect(decodePng(again, 'again.png').picture.values).toEqual(decodePng(file, 'test.png').picture.values)
      }),
      { numRuns: 200 },
    )
  })

  it('refuses a file cut off anywhere, or with any byte changed', () => {
    const file = makePng({ width: 5, height: 3, depth: 8, colourType: 0, samples: Array(15).fill(7), filter: () => 4 })
    for (let length = 0; length < file.length; length++) {
      expect(refusal(file.subarray(0, length))).toMatch(/^test\.png: (truncated PNG|expected a PNG file)/)
    }
    for (let i = 0; i < file.length; i++) {
      const changed = Buffer.from(file)
      changed[i]! ^= 1
      expect(refusal(changed)).toMatch(/^test\.png: (truncated|broken|expected a) PNG/)
    }
  })

  it('refuses any bytes after a signature with a picture error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const file = Buffer.concat([
          makePng({ width: 1, height: 1, depth: 8, colourType: 0, samples: [0] }).subarray(0, 8),
          bytes,
        ])
        expect(refusal(file)).toMatch(/^test\.png: (truncated|broken) PNG/)
      }),
    )
  })
})

describe('what is refused', () => {
  const iend = makeChunk('IEND', Buffer.alloc(0))
  const whole = makePng({ width: 1, height: 1, depth: 8, colourType: 0, samples: [0] })
  const signature = whole.subarray(0, 8)
  const file = (...chunks: Buffer[]) => Buffer.concat([signature, ...chunks])
  const header = (width: number, height: number, depth = 8, colourType = 0) =>
    makeHeader({ width, height, depth, colourType })

  it.each([
    ['', 'test.png: expected a PNG file, received an empty file'],
    ['\xff\xd8\xff\xe0', 'test.png: expected a PNG file, received a JPEG file; convert it to PNG first'],
    ['GIF89a', 'test.png: expected a PNG file, received a GIF file; convert it to PNG first'],
    ['hello', 'test.png: expected a PNG file, received something else; convert it to PNG first'],
  ])('names what came instead (%j)', (bytes, message) => {
    expect(refusal(Buffer.from(bytes, 'latin1'))).toBe(message)
  })

  it.each([
    [header(0, 5), 'broken PNG: a picture of 0 × 5 pixels'],
    [header(5001, 5000), 'a picture of 5001 × 5000 pixels is too big, expected at most 25 million pixels'],
    [header(1, 1, 8, 5), 'broken PNG: unknown colour type 5'],
    [header(1, 1, 3), 'broken PNG: 3 bits a sample are not allowed for colour type 0'],
    [header(1, 1, 16, 3), 'broken PNG: 16 bits a sample are not allowed for colour type 3'],
    [Buffer.concat([header(1, 1), header(1, 1)]), 'broken PNG: chunk IHDR at byte 33 is out of place'],
    [iend, 'broken PNG: chunk IEND at byte 8 is out of place'],
    [Buffer.concat([header(1, 1), iend]), 'broken PNG: it has no pixels'],
    [Buffer.concat([header(1, 1), makeChunk('ABCD', iend), iend]), 'broken PNG: unknown chunk ABCD at byte 33'],
  ])('names the defect (%#)', (chunks, problem) => {
    expect(refusal(file(chunks))).toBe(`test.png: ${problem}`)
  })

  it('stops inflating when there are more pixels than the header says', () => {
    const big = makePng({ width: 1000, height: 1000, depth: 1, colourType: 0, samples: Array(1e6).fill(0) })
    expect(refusal(file(header(10, 10), big.subarray(33)))).toBe(
      'test.png: broken PNG: more pixels than its header says',
    )
  })

  it('says how many bytes of pixels are missing', () => {
    expect(refusal(file(header(3, 3), whole.subarray(33)))).toBe('test.png: broken PNG: 2 bytes of pixels, expected 12')
  })

  it('refuses a filter, a palette or a colour that does not exist', () => {
    const wrong = { width: 1, height: 1, depth: 8, colourType: 3, samples: [2] }
    expect(refusal(makePng({ ...wrong, palette: [0, 0, 0], filter: () => 5 }))).toBe(
      'test.png: broken PNG: unknown filter 5 of a line',
    )
    expect(refusal(makePng({ ...wrong, palette: [0, 0, 0, 1, 1, 1] }))).toBe(
      'test.png: broken PNG: colour 2 of a palette of 2',
    )
    expect(refusal(makePng(wrong))).toBe('test.png: broken PNG: a palette of 0 bytes, expected 3 for each colour')
    expect(refusal(makePng({ ...wrong, colourType: 0, transparency: [1] }))).toBe(
      'test.png: broken PNG: a transparent colour of 1 bytes, expected 2',
    )
  })
})
