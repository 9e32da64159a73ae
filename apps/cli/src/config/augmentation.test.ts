import type { Augmentation } from '@blasnet/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAugmentation, defaultAugmentation, formatAugmentation } from './augmentation.ts'

const usual = 'shift=1,rotation=10,scale=0.15,shear=10,elastic=36:5'

describe('checkAugmentation', () => {
  it.each<[unknown, Augmentation]>([
    ['shift=2', { shift: 2 }],
    [
      'shift=2,rotation=15,scale=0.1,shear=5,elastic=36:5',
      { shift: 2, rotation: 15, scale: 0.1, shear: 5, elastic: { strength: 36, smoothness: 5 } },
    ],
    [' Elastic = 34 : 4 , Shear=.5', { shear: 0.5, elastic: { strength: 34, smoothness: 4 } }],
    ['scale=1e-3', { scale: 0.001 }],
    ['default', defaultAugmentation],
    ['none', {}],
    [{ shift: 2 }, { shift: 2 }],
  ])('reads %j', (given, augmentation) => {
    expect(checkAugmentation('--augment', given)).toEqual(augmentation)
  })

  const list = "expected 'default', 'none' or a list as 'shift=2,rotation=15,scale=0.1,shear=5,elastic=36:5', received"
  it.each<[unknown, string]>([
    ['', `--augment: ${list} ""`],
    ['shift', `--augment: ${list} "shift"`],
    ['shift=1,', `--augment: ${list} "shift=1,"`],
    ['2', `${list} "2"`],
    ['rotate=5', '--augment: expected names among shift, rotation, scale, shear, elastic, received "rotate"'],
    ['constructor=5', 'received "constructor"'],
    ['shift=', '--augment.shift: expected a number, received ""'],
    ['shift=two', '--augment.shift: expected a number, received "two"'],
    ['shift=1,shift=2', '--augment: expected shift once, received "shift=1,shift=2"'],
    ['elastic=36', '--augment.elastic: expected STRENGTH:SMOOTHNESS, as 36:5, received "36"'],
    ['elastic=36:5:2', 'received "36:5:2"'],
    ['elastic=:5', 'received ":5"'],
    ['shift=-1', '--augment.shift: expected a finite number at least 0 and at most 1000, received -1'],
    ['rotation=200', '--augment.rotation: expected a finite number at least 0 and at most 180, received 200'],
    ['scale=1', '--augment.scale: expected a finite number at least 0 and below 1, received 1'],
    ['shear=90', '--augment.shear: expected a finite number at least 0 and below 90, received 90'],
    ['elastic=36:0', '--augment.elastic.smoothness: expected a finite number above 0 and at most 100, received 0'],
    ['shift=1e999', '--augment.shift: expected a finite number at least 0 and at most 1000, received Infinity'],
    [5, '--augment: expected a plain object, received 5'],
    [{ rotate: 5 }, '--augment.rotate: expected one of the options'],
  ])('refuses %j', (given, message) => {
    expect(() => checkAugmentation('--augment', given)).toThrow(message)
  })
})

describe('formatAugmentation', () => {
  it('writes what the flag reads', () => {
    expect(formatAugmentation(defaultAugmentation)).toBe(usual)
    expect(checkAugmentation('--augment', usual)).toEqual(defaultAugmentation)
    expect(formatAugmentation({})).toBe('none')
    expect(formatAugmentation({ elastic: { strength: 8.5, smoothness: 1e-7 } })).toBe('elastic=8.5:1e-7')
  })

  it('loses nothing on the way', () => {
    const below = (max: number) => fc.double({ min: 0, max, maxExcluded: true, noNaN: true }).map(x => x + 0)
    const elastic = fc.record({ strength: below(1000), smoothness: fc.double({ min: 1e-9, max: 100, noNaN: true }) })
    const augmentations = fc.record(
      { shift: below(1000), rotation: below(180), scale: below(1), shear: below(90), elastic },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(augmentations, augmentation => {
        expect(checkAugmentation('--augment', formatAugmentation(augmentation))).toEqual(augmentation)
      }),
    )
  })
})
