import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AugmentationOptions } from './addon-types.ts'
import { augment } from './augment.ts'
import { detach, randomBytes } from './testing/arrays.ts'
import { functions } from './testing/border.ts'
import { expectRefusal, literally } from './testing/refusal.ts'

const named = (name: string) => functions.find(callee => callee.name === name)!

const everything: AugmentationOptions = {
  ...{ shift: 2, rotation: 15, scale: 0.1, shear: 5 },
  elastic: { strength: 36, smoothness: 5 },
}

interface Call {
  readonly inputs: Uint8Array
  readonly width?: number
  readonly height?: number
  readonly indices?: readonly number[]
  readonly augmentation?: AugmentationOptions
  readonly seed?: number
  readonly firstSample?: number
}

/** Augmented images between guards that must stay. */
function augmented({ inputs, width = 28, height = 28, indices = [0], ...rest }: Call): number[] {
  const length = indices.length * width * height
  const memory = new Uint8Array(length + 10).fill(173)
  const out = memory.subarray(5, 5 + length)
  const augmentation = rest.augmentation ?? everything
  augment({ inputs, width, height, indices: Uint32Array.from(indices), seed: 1, ...rest, augmentation, out })
  expect([...memory.subarray(0, 5), ...memory.subarray(5 + length)]).toEqual(Array(10).fill(173))
  return [...out]
}

/** A white square of 8 × 8 in the middle of black. */
const square = Uint8Array.from({ length: 784 }, (_, i) => {
  const inside = (x: number) => x >= 10 && x < 18
  return inside(i % 28) && inside(Math.floor(i / 28)) ? 255 : 0
})

/** Mass and centre of an image. */
function moments(image: readonly number[], width = 28) {
  const mass = image.reduce((sum, value) => sum + value, 0)
  const mean = (coordinate: (i: number) => number) =>
    image.reduce((sum, value, i) => sum + value * coordinate(i), 0) / mass
  return { mass, x: mean(i => i % width), y: mean(i => Math.floor(i / width)) }
}

describe('augment', () => {
  it('copies exactly when nothing is asked for', () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 1, max: 40 }),
          height: fc.integer({ min: 1, max: 9 }),
          indices: fc.array(fc.nat(2), { maxLength: 5 }),
          augmentation: fc.constantFrom<AugmentationOptions>(
            {},
            { shift: 0, rotation: 0, scale: 0, shear: 0 },
            { elastic: { strength: 0, smoothness: 4 } },
          ),
        }),
        ({ width, height, indices, augmentation }) => {
          const size = width * height
          const inputs = randomBytes(3 * size)
          const rows = indices.flatMap(index => [...inputs.subarray(index * size, (index + 1) * size)])
          expect(augmented({ inputs, width, height, indices, augmentation })).toEqual(rows)
        },
      ),
    )
  })

  it('gives row i what seed and firstSample + i draw, whatever stands beside it', () => {
    const inputs = randomBytes(3 * 784)
    const all = augmented({ inputs, indices: [2, 0, 2, 1], firstSample: 10 })
    const rows = [2, 0, 2, 1].flatMap((index, i) => augmented({ inputs, indices: [index], firstSample: 10 + i }))
    expect(all).toEqual(rows)
    expect(augmented({ inputs, indices: [2, 0, 2, 1], firstSample: 10 })).toEqual(all)
    expect(all.slice(0, 784)).not.toEqual(all.slice(2 * 784, 3 * 784))
    expect(augmented({ inputs, indices: [2], seed: 2, firstSample: 10 })).not.toEqual(all.slice(0, 784))
    expect(augmented({ inputs, indices: [0] })).toEqual(augmented({ inputs, indices: [0], firstSample: 0 }))
  })

  it('shifts by at most what was said, in both directions and by fractions of a pixel', () => {
    const indices = Array<number>(200).fill(0)
    const images = augmented({ inputs: square, indices, augmentation: { shift: 3 } })
    const centres = indices.map((_, i) => moments(images.slice(i * 784, (i + 1) * 784)))
    const middle = moments([...square])
    for (const coordinate of ['x', 'y'] as const) {
      const moves = centres.map(centre => centre[coordinate] - middle[coordinate])
      expect(Math.max(...moves)).toBeLessThan(3.01)
      expect(Math.min(...moves)).toBeGreaterThan(-3.01)
      expect(Math.max(...moves)).toBeGreaterThan(2.8)
      expect(Math.min(...moves)).toBeLessThan(-2.8)
      expect(moves.filter(move => Math.abs(move - Math.round(move)) > 0.1).length).toBeGreaterThan(100)
    }
    for (const { mass } of centres) expect(mass / middle.mass).toBeCloseTo(1, 2)
  })

  it('turns and leans about the centre, which stays, as does the area', () => {
    const indices = Array<number>(50).fill(0)
    for (const augmentation of [{ rotation: 180 }, { shear: 30 }]) {
      const images = augmented({ inputs: square, indices, augmentation })
      for (let i = 0; i < 50; i++) {
        const { x, y, mass } = moments(images.slice(i * 784, (i + 1) * 784))
        expect(Math.abs(x - 13.5)).toBeLessThan(0.05)
        expect(Math.abs(y - 13.5)).toBeLessThan(0.05)
        expect(mass / moments([...square]).mass).toBeCloseTo(1, 1)
      }
    }
  })

  it('stretches areas between (1 − scale)² and (1 + scale)²', () => {
    const indices = Array<number>(300).fill(0)
    const images = augmented({ inputs: square, indices, augmentation: { scale: 0.4 } })
    const areas = indices.map((_, i) => moments(images.slice(i * 784, (i + 1) * 784)).mass / moments([...square]).mass)
    expect(Math.min(...areas)).toBeGreaterThan(0.35)
    expect(Math.min(...areas)).toBeLessThan(0.5)
    expect(Math.max(...areas)).toBeLessThan(1.97)
    expect(Math.max(...areas)).toBeGreaterThan(1.7)
  })

  it('takes images of one pixel and of the largest side', () => {
    expect(augmented({ inputs: Uint8Array.of(200), width: 1, height: 1, augmentation: { rotation: 90 } })).toEqual([
      200,
    ])
    const wide = augmented({ inputs: new Uint8Array(4096).fill(9), width: 4096, height: 1, augmentation: { scale: 0 } })
    expect(wide).toEqual(Array(4096).fill(9))
  })

  it('reads images and indices from shared memory', () => {
    const inputs = new Uint8Array(new SharedArrayBuffer(784))
    inputs.set(square)
    expect(augmented({ inputs })).toEqual(augmented({ inputs: square }))
  })
})

describe('augment refuses', () => {
  it.each<[string, object, string]>([
    ['shift', { shift: 1000.5 }, 'a number from 0 to 1000'],
    ['shift', { shift: -1e-9 }, 'a number from 0 to 1000'],
    ['rotation', { rotation: 181 }, 'a number from 0 to 180'],
    ['scale', { scale: 1 }, 'a number from 0 to below 1'],
    ['shear', { shear: 90 }, 'a number from 0 to below 90'],
    ['shear', { shear: -5 }, 'a number from 0 to below 90'],
  ])('%s of %o', async (name, augmentation, expected) => {
    const message = await expectRefusal(named('augment: augmentation'), { ...augmentation }, name, RangeError)
    expect(message).toContain(`expected ${expected},`)
  })

  it.each<[string, object, string]>([
    ['strength', { strength: 1001, smoothness: 4 }, 'a number from 0 to 1000'],
    ['strength', { strength: -1, smoothness: 4 }, 'a number from 0 to 1000'],
    ['smoothness', { strength: 3, smoothness: 0 }, 'a number above 0 and at most 100'],
    ['smoothness', { strength: 3, smoothness: 100.1 }, 'a number above 0 and at most 100'],
  ])('an elastic %s of %o', async (name, elastic, expected) => {
    const message = await expectRefusal(named('augment: augmentation.elastic'), { ...elastic }, name, RangeError)
    expect(message).toContain(`expected ${expected},`)
  })

  it.each<[string, object, string, string]>([
    ['inputs', { width: 4 }, 'a multiple of width · height = 4 elements', '6'],
    ['out', { out: new Uint8Array(5) }, 'length 4 (indices · width · height)', 'a Uint8Array of length 5'],
    ['indices[1]', { indices: Uint32Array.of(0, 3) }, 'a sample from 0 to 2', '3'],
  ])('%s that do not fit: %o', async (name, change, expected, received) => {
    const callee = named('augment')
    const args = { ...callee.valid(), ...change }
    const message = await expectRefusal(callee, args, name, RangeError, literally(received))
    expect(message).toContain(expected)
  })

  it('arrays that a getter among the strengths detaches', async () => {
    const callee = named('augment')
    for (const victim of ['inputs', 'indices', 'out']) {
      const args = callee.valid()
      const hostile = {
        get shift() {
          detach(args[victim] as Uint8Array)
          return 1
        },
      }
      await expectRefusal(callee, { ...args, augmentation: hostile }, victim, RangeError, '.* whose buffer is detached')
    }
  })
})
