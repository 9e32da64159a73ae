import { OptionError } from '@blasnet/check'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Augmentation, checkAugmentation } from './augmentation.ts'

const upTo = (max: number) => fc.double({ min: 0, max, noNaN: true })
const below = (max: number) => fc.double({ min: 0, max, maxExcluded: true, noNaN: true })

/** Any augmentation that there is. */
const augmentations: fc.Arbitrary<Augmentation> = fc.record(
  {
    shift: upTo(1000),
    rotation: upTo(180),
    scale: below(1),
    shear: below(90),
    elastic: fc.record({
      strength: upTo(1000),
      smoothness: fc.double({ min: 0, minExcluded: true, max: 100, noNaN: true }),
    }),
  },
  { requiredKeys: [] },
)

describe('checkAugmentation', () => {
  it('passes on everything that may be, frozen', () => {
    fc.assert(
      fc.property(augmentations, augmentation => {
        const checked = checkAugmentation('augmentation', augmentation)
        expect(checked).toEqual(augmentation)
        expect(Object.isFrozen(checked) && Object.isFrozen(checked.elastic)).toBe(true)
      }),
    )
  })

  it.each<[unknown, string]>([
    [undefined, 'augmentation: expected a plain object, received undefined'],
    [5, 'augmentation: expected a plain object, received 5'],
    [[], 'augmentation: expected a plain object, received an array of length 0'],
    [
      { rotate: 5 },
      "augmentation.rotate: expected one of the options 'shift', 'rotation', 'scale', 'shear', 'elastic'",
    ],
    [{ shift: -1 }, 'augmentation.shift: expected a finite number at least 0 and at most 1000, received -1'],
    [{ shift: 1001 }, 'received 1001'],
    [{ shift: '2' }, 'received "2"'],
    [{ rotation: 180.1 }, 'augmentation.rotation: expected a finite number at least 0 and at most 180, received 180.1'],
    [{ scale: 1 }, 'augmentation.scale: expected a finite number at least 0 and below 1, received 1'],
    [{ scale: Number.NaN }, 'received NaN'],
    [{ shear: 90 }, 'augmentation.shear: expected a finite number at least 0 and below 90, received 90'],
    [{ shear: null }, 'received null'],
    [{ elastic: 36 }, 'augmentation.elastic: expected a plain object, received 36'],
    [
      { elastic: { strength: 36 } },
      'augmentation.elastic.smoothness: expected a finite number above 0 and at most 100',
    ],
    [{ elastic: { smoothness: 5 } }, 'augmentation.elastic.strength: expected a finite number at least 0'],
    [{ elastic: { strength: 1, smoothness: 0 } }, 'augmentation.elastic.smoothness: expected a finite number above 0'],
    [{ elastic: { strength: 1, smoothness: 101 } }, 'received 101'],
    [{ elastic: { strength: 1001, smoothness: 1 } }, 'augmentation.elastic.strength: expected a finite number'],
    [{ elastic: { strength: 1, sigma: 1 } }, "augmentation.elastic.sigma: expected one of the options 'strength'"],
  ])('refuses %o', (value, message) => {
    expect(() => checkAugmentation('augmentation', value)).toThrow(OptionError)
    expect(() => checkAugmentation('augmentation', value)).toThrow(message)
  })
})
