import { OptionError } from '@blasnet/check'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { augmentImages } from './augment-images.ts'
import type { Augmentation } from './augmentation.ts'

const size = { width: 6, height: 5 }
const images = Uint8Array.from({ length: 4 * 30 }, (_, i) => (i * i * 37 + i) % 256)
const all: Augmentation = {
  ...{ shift: 1, rotation: 20, scale: 0.1, shear: 5 },
  elastic: { strength: 8, smoothness: 2 },
}
const image = (array: Uint8Array, i: number) => [...array.subarray(30 * i, 30 * (i + 1))]

describe('augmentImages', () => {
  it('gives every image once, in order, unless asked for others', () => {
    expect(augmentImages(images, size, {}, { seed: 1 })).toEqual(images)
    expect(augmentImages(images, size, all, { seed: 1 })).toEqual(
      augmentImages(images, size, all, { seed: 1, indices: [0, 1, 2, 3] }),
    )
    expect(augmentImages(images, size, {}, { seed: 1, indices: [3, 3] })).toEqual(
      Uint8Array.from([...image(images, 3), ...image(images, 3)]),
    )
    expect(augmentImages(images, size, all, { seed: 1, indices: [] })).toEqual(new Uint8Array())
    expect(augmentImages(new Uint8Array(), size, all, { seed: 1 })).toEqual(new Uint8Array())
  })

  it('depends on original, seed and place alone', () => {
    const seeds = fc.oneof(fc.constantFrom(0, 2 ** 53 - 1), fc.nat())
    const indices = fc.array(fc.nat(3), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(seeds, indices, fc.nat(5), (seed, indices, place) => {
        const drawn = augmentImages(images, size, all, { seed, indices })
        expect(augmentImages(images, size, all, { seed, indices: Uint32Array.from(indices) })).toEqual(drawn)
        // Another original before it changes nothing.
        const at = place % indices.length
        const others = indices.map((index, i) => (i === at ? index : (index + 1) % 4))
        expect(image(augmentImages(images, size, all, { seed, indices: others }), at)).toEqual(image(drawn, at))
      }),
    )
  })

  it('draws anew for every place and for every seed', () => {
    const drawn = augmentImages(images, size, all, { seed: 1, indices: Array(50).fill(2) })
    expect(new Set(Array.from({ length: 50 }, (_, i) => image(drawn, i).join())).size).toBe(50)
    const other = augmentImages(images, size, all, { seed: 2, indices: Array(50).fill(2) })
    expect(Array.from({ length: 50 }, (_, i) => image(other, i).join() === image(drawn, i).join())).not.toContain(true)
  })

  it('gives these bytes on every machine', () => {
    const white = new Uint8Array(30).fill(255)
    expect(image(augmentImages(white, size, all, { seed: 5 }), 0)).toEqual([
      ...[0, 132, 188, 178, 121, 33],
      ...[0, 227, 255, 255, 255, 237],
      ...[56, 255, 255, 255, 255, 171],
      ...[159, 255, 255, 255, 255, 117],
      ...[254, 255, 255, 255, 255, 80],
    ])
  })

  it.each<[Partial<Record<'images' | 'size' | 'augmentation' | 'options', unknown>>, string]>([
    [{ images: [1, 2] }, 'images: expected a Uint8Array, received an array of length 2'],
    [{ images: new Uint8Array(31) }, 'images: expected a multiple of width · height = 30 bytes, received a Uint8Array'],
    [{ size: { width: 0, height: 5 } }, 'size.width: expected an integer at least 1 and at most 4096, received 0'],
    [{ size: { width: 6, height: 5000 } }, 'size.height: expected an integer at least 1 and at most 4096'],
    [{ size: { width: 6 } }, 'size.height: expected an integer at least 1 and at most 4096, received undefined'],
    [{ size: 28 }, 'size: expected a plain object, received 28'],
    [{ augmentation: { shift: -1 } }, 'augmentation.shift: expected a finite number at least 0'],
    [{ options: {} }, 'seed: expected an integer at least 0, received undefined'],
    [{ options: { seed: -1 } }, 'seed: expected an integer at least 0, received -1'],
    [{ options: { seed: 1, sed: 1 } }, "options.sed: expected one of the options 'seed', 'indices'"],
    [{ options: { seed: 1, indices: 3 } }, 'indices: expected an array of integers, received 3'],
    [{ options: { seed: 1, indices: [0, 4] } }, 'indices[1]: expected an integer at least 0 and at most 3, received 4'],
    [{ options: { seed: 1, indices: [0.5] } }, 'indices[0]: expected an integer at least 0 and at most 3'],
    [
      { images: new Uint8Array(), options: { seed: 1, indices: [0] } },
      'indices: expected none, as there are no images, received an array of length 1',
    ],
  ])('refuses %o', (change, message) => {
    const given = { images, size, augmentation: all, options: { seed: 1 }, ...change } as never
    const { images: a, size: b, augmentation: c, options: d } = given as Record<string, never>
    const call = () => augmentImages(a!, b!, c!, d!)
    expect(call).toThrow(OptionError)
    expect(call).toThrow(message)
  })
})
