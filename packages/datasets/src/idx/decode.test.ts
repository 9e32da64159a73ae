import { types } from 'node:util'
import { gzipSync } from 'node:zlib'
import { OptionError } from '@blasnet/check'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '../data-error.ts'
import { idxSource } from '../testing/arbitraries.ts'
import { dataErrorOf } from '../testing/errors.ts'
import { decodeIdx } from './decode.ts'
import { encodeIdx } from './encode.ts'

/** Two images of 2 × 3 pixels, written out by hand. */
const image = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 250, 254, 255)

function header(code: number, ...dimensions: number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * dimensions.length)
  bytes.set([0, 0, code, dimensions.length])
  for (const [axis, size] of dimensions.entries()) new DataView(bytes.buffer).setUint32(4 + 4 * axis, size)
  return bytes
}

describe('decodeIdx', () => {
  it('reads the bytes of images', () => {
    const { type, shape, data } = decodeIdx(image)
    expect(type).toBe('uint8')
    expect(shape).toEqual([2, 2, 3])
    expect([...data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 250, 254, 255])
  })

  it.each([
    [0x09, [0xff, 0x80], 'int8', [-1, -128]],
    [0x0b, [0xff, 0xfe, 0x01, 0x02], 'int16', [-2, 258]],
    [0x0c, [0xff, 0xff, 0xff, 0xfd, 0x01, 0x02, 0x03, 0x04], 'int32', [-3, 16909060]],
    [0x0d, [0x3f, 0x80, 0x00, 0x00, 0xc0, 0x20, 0x00, 0x00], 'float32', [1, -2.5]],
    [0x0e, [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0x00, 0, 0, 0, 0, 0, 0], 'float64', [1.5, -2]],
  ])('reads elements of code %i, stored big-endian', (code, stored, type, values) => {
    const decoded = decodeIdx(Uint8Array.from([...header(code, 2), ...stored]))
    expect(decoded.type).toBe(type)
    expect([...decoded.data]).toEqual(values)
  })

  it('gives shared memory of its own, for bytes inside a larger buffer as well', () => {
    const larger = new Uint8Array(100)
    larger.set(image, 37)
    const { data } = decodeIdx(larger.subarray(37, 37 + image.length))
    expect(types.isSharedArrayBuffer(data.buffer)).toBe(true)
    larger.fill(0)
    expect(data[0]).toBe(1)
  })

  it('reads back what encodeIdx wrote, raw and compressed (property)', () => {
    fc.assert(
      fc.property(idxSource, source => {
        const bytes = encodeIdx(source)
        for (const stored of [bytes, gzipSync(bytes)]) {
          const { shape, data } = decodeIdx(stored)
          expect(shape).toEqual(source.shape)
          expect(data.constructor).toBe(source.data.constructor)
          expect([...data]).toEqual([...source.data])
          expect(types.isSharedArrayBuffer(data.buffer)).toBe(true)
        }
      }),
    )
  })

  it('refuses what is no Uint8Array', () => {
    expect(() => decodeIdx('abc' as unknown as Uint8Array)).toThrow(OptionError)
    expect(() => decodeIdx(new Uint16Array(4) as unknown as Uint8Array)).toThrow(
      'bytes: expected a Uint8Array, received a Uint16Array of length 4',
    )
  })
})

describe('decodeIdx of a damaged raw file', () => {
  it('reports a file cut off at any byte, with the byte', async () => {
    for (let length = 0; length < image.length; length++) {
      const error = await dataErrorOf(() => decodeIdx(image.subarray(0, length), 'cut'))
      expect(error).toMatchObject({ file: 'cut', offset: length })
      expect(error.message).toMatch(/^cut: truncated: expected /)
      expect(error.message).toMatch(new RegExp(`received ${length} \\(at byte ${length}\\)$`))
    }
  })

  it('reports bytes after the end', async () => {
    const error = await dataErrorOf(() => decodeIdx(Uint8Array.from([...image, 0]), 'long'))
    expect(error.offset).toBe(28)
    expect(error.message).toBe(
      'long: too long: expected 28 bytes for uint8 of shape [2, 2, 3], received 29 (at byte 28)',
    )
  })

  it.each([
    [[0x50, 0x4b, 3, 4], 0, 'expected an IDX file, which starts with two zero bytes'],
    [[0, 1, 8, 1], 0, 'expected an IDX file, which starts with two zero bytes'],
    [[0, 0, 10, 1], 2, 'expected an element type of 0x08 (uint8), 0x09 (int8), 0x0b (int16)'],
    [[0, 0, 8, 0], 3, 'expected at least one dimension, received 0'],
  ])('reports the wrong magic number %o', async (magic, offset, expected) => {
    const error = await dataErrorOf(() => decodeIdx(Uint8Array.from([...magic, 0, 0, 0, 0]), 'magic'))
    expect(error.offset).toBe(offset)
    const shown = magic.map(byte => byte.toString(16).padStart(2, '0')).join('')
    expect(error.message).toContain(`wrong magic number 0x${shown}: ${expected}`)
  })

  it('reports dimensions whose product overflows', async () => {
    const error = await dataErrorOf(() => decodeIdx(header(8, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1)))
    expect(error.offset).toBe(4)
    expect(error.message).toContain('impossible dimensions [4294967295, 4294967295, 4294967295]')
    const many = await dataErrorOf(() => decodeIdx(header(14, ...Array<number>(255).fill(2 ** 32 - 1))))
    expect(many.message).toContain(', 4294967295, …]: their product is beyond 2⁵³ bytes')
  })

  it('allocates nothing for dimensions that the file does not hold', async () => {
    const before = process.memoryUsage().arrayBuffers
    const error = await dataErrorOf(() => decodeIdx(header(8, 500_000, 1000)))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6)
    expect(error.message).toContain('expected 500000012 bytes')
    const beyond = await dataErrorOf(() => decodeIdx(header(8, 60_000, 65_536, 65_536)))
    expect(beyond.message).toContain('expected 257698037760016 bytes')
  })

  it('takes an empty dimension beside a huge one for what it is: nothing', () => {
    expect(decodeIdx(header(8, 2 ** 32 - 1, 0, 2 ** 32 - 1, 2 ** 32 - 1)).data.length).toBe(0)
  })

  it('survives any change of any byte (property)', () => {
    const change = fc.record({ at: fc.nat({ max: image.length - 1 }), byte: fc.nat({ max: 255 }) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), changes => {
        const bytes = image.slice()
        for (const { at, byte } of changes) bytes[at] = byte
        expectDecodedOrRefused(bytes)
      }),
      { numRuns: 2000 },
    )
  })

  it('survives any bytes (property)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, plausible) => {
        if (plausible) bytes.set([0, 0].slice(0, bytes.length))
        expectDecodedOrRefused(bytes)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('decodeIdx of a damaged gzip file', () => {
  const compressed = new Uint8Array(gzipSync(image))

  it('reports a file cut off at any byte', async () => {
    for (let length = 2; length < compressed.length; length++) {
      const { message } = await dataErrorOf(() => decodeIdx(compressed.subarray(0, length), 'cut.gz'))
      expect(message).toMatch(/^cut\.gz: truncated: /)
    }
  })

  it('names the end of the file when the data itself is whole but its checksum is cut off', async () => {
    const error = await dataErrorOf(() => decodeIdx(compressed.subarray(0, compressed.length - 3), 'cut.gz'))
    expect(error.offset).toBe(compressed.length - 3)
    expect(error.message).toContain('truncated: the gzip data does not end')
  })

  it('reports a checksum that does not match', async () => {
    const bytes = compressed.slice()
    bytes[bytes.length - 8]! ^= 1
    const { message } = await dataErrorOf(() => decodeIdx(bytes, 'sum.gz'))
    expect(message).toBe('sum.gz: corrupted gzip data: incorrect data check')
  })

  it('counts offsets in the decompressed data, and says so', async () => {
    const error = await dataErrorOf(() => decodeIdx(gzipSync(image.subarray(0, 20)), 'short.gz'))
    expect(error.offset).toBe(20)
    expect(error.message).toBe(
      'short.gz: truncated: expected 28 bytes for uint8 of shape [2, 2, 3], received 20 ' +
        '(at byte 20 of the decompressed data)',
    )
  })

  it('reports what follows the compressed data', async () => {
    const padded = await dataErrorOf(() => decodeIdx(Buffer.concat([compressed, new Uint8Array(4)])))
    expect(padded.offset).toBe(compressed.length)
    expect(padded.message).toContain('too long: 4 bytes follow the end of the gzip data')
    const garbage = await dataErrorOf(() => decodeIdx(Buffer.concat([compressed, Buffer.from('junk')])))
    expect(garbage.message).toContain('corrupted gzip data')
  })

  it('takes a file of two compressed members, as `cat a.gz b.gz` makes it', () => {
    const joined = Buffer.concat([gzipSync(image.subarray(0, 18)), gzipSync(image.subarray(18))])
    expect([...decodeIdx(joined).data]).toEqual([...image.subarray(16)])
  })

  it('stops a gzip bomb at the length its header promises', async () => {
    // 500 MB of zeros, a member for each megabyte, so that making it takes no memory that would hide the use of it.
    const megabyte = gzipSync(new Uint8Array(1_000_000))
    const bomb = Buffer.concat([gzipSync(image), ...Array<Buffer>(500).fill(megabyte)])
    expect(bomb.length).toBeLessThan(600_000)
    const before = process.resourceUsage().maxRSS
    const error = await dataErrorOf(() => decodeIdx(bomb, 'bomb.gz'))
    expect(error.offset).toBe(28)
    expect(error.message).toContain('too long: expected 28 bytes for uint8 of shape [2, 2, 3], received more')
    // In KiB, of which decompressing it all takes 490,000.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(60_000)
  })

  it('refuses dimensions that its compressed bytes cannot hold', async () => {
    const error = await dataErrorOf(() => decodeIdx(gzipSync(header(8, 2 ** 31, 1000)), 'hostile.gz'))
    expect(error.message).toContain('its header promises 2147483648012 bytes')
    expect(error.offset).toBe(4)
  })

  it('survives any change of any byte (property)', () => {
    const change = fc.record({ at: fc.nat({ max: compressed.length - 1 }), byte: fc.nat({ max: 255 }) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
        const bytes = compressed.slice()
        for (const { at, byte } of changes) bytes[at] = byte
        expectDecodedOrRefused(bytes)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Decoded into as many values as the shape says and the bytes can hold, or refused with a DataError: nothing else. */
function expectDecodedOrRefused(bytes: Uint8Array): void {
  try {
    const { shape, data } = decodeIdx(bytes, 'mutant')
    expect(data.length).toBe(shape.reduce((product, size) => product * size, 1))
    expect(data.byteLength).toBeLessThanOrEqual(1032 * bytes.length)
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    expect(error.file).toBe('mutant')
  }
}
