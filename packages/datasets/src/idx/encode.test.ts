import { describe, expect, it } from 'vitest'
import { encodeIdx } from './encode.ts'
import type { IdxSource } from './types.ts'

describe('encodeIdx', () => {
  it('writes the format byte for byte', () => {
    expect([...encodeIdx({ shape: [2, 1], data: Uint8Array.of(7, 255) })]).toEqual([
      0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 7, 255,
    ])
    expect([...encodeIdx({ shape: [1], data: Int16Array.of(-2) })]).toEqual([0, 0, 11, 1, 0, 0, 0, 1, 0xff, 0xfe])
    expect([...encodeIdx({ shape: [1], data: Float32Array.of(1) })]).toEqual([
      0, 0, 13, 1, 0, 0, 0, 1, 0x3f, 0x80, 0, 0,
    ])
  })

  it('writes only what a view shows of its buffer', () => {
    const data = Uint8Array.of(1, 2, 3, 4).subarray(1, 3)
    expect([...encodeIdx({ shape: [2], data })]).toEqual([0, 0, 8, 1, 0, 0, 0, 2, 2, 3])
  })

  it.each([
    [
      { shape: [3], data: new Uint8Array(2) },
      'source.data: expected 3 values for shape [3], received a Uint8Array of length 2',
    ],
    [
      { shape: [], data: new Uint8Array(1) },
      'source.shape: expected an array of 1 to 255 dimensions, received an array of length 0',
    ],
    [
      { shape: Array(256).fill(1), data: new Uint8Array(1) },
      'source.shape: expected an array of 1 to 255 dimensions, received an array of length 256',
    ],
    [
      { shape: [1.5], data: new Uint8Array(1) },
      'source.shape[0]: expected an integer at least 0 and at most 4294967295, received 1.5',
    ],
    [
      { shape: [2 ** 32, 0], data: new Uint8Array(0) },
      'source.shape[0]: expected an integer at least 0 and at most 4294967295, received 4294967296',
    ],
    [
      { shape: [1], data: new Uint32Array(1) },
      'source.data: expected one of Uint8Array, Int8Array, Int16Array, Int32Array, Float32Array, Float64Array, received a Uint32Array of length 1',
    ],
    [
      { shape: [1], data: [1] },
      'source.data: expected one of Uint8Array, Int8Array, Int16Array, Int32Array, Float32Array, Float64Array, received an array of length 1',
    ],
    [
      { shape: [1], values: new Uint8Array(1) },
      "source.values: expected one of the options 'shape', 'data', 'type', received a Uint8Array of length 1",
    ],
  ])('refuses %o', (source, message) => {
    expect(() => encodeIdx(source as unknown as IdxSource)).toThrow(message)
  })
})
