import { expect, it } from 'vitest'
import { checks } from './checks.ts'

it.each([
  ['none', null],
  [null, null],
  [{}, null],
  ['shift=2', { shift: 2 }],
  ['default', { shift: 1, rotation: 10, scale: 0.15, shear: 10, elastic: { strength: 36, smoothness: 5 } }],
  [{ rotation: 5 }, { rotation: 5 }],
])('augment %j', (given, augmentation) => {
  expect(checks.augment('--augment', given)).toEqual(augmentation)
})

it.each([
  ['default', null],
  [null, null],
  [0, 0],
  [0.01, 0.01],
])('weightDecay %j', (given, decay) => {
  expect(checks.weightDecay('--weight-decay', given)).toBe(decay)
})

it.each([
  ['validateOn', 'train', "expected one of 'test', 'held-out', 'none', received \"train\""],
  ['dropout', 1, 'expected a finite number at least 0 and below 1, received 1'],
  ['inputDropout', -0.1, 'expected a finite number at least 0 and below 1, received -0.1'],
  ['weightDecay', -1, "expected a finite number at least 0 and at most 1e+30, or 'default', received -1"],
  ['clipNorm', 0, "expected a finite number at least 1e-30 and at most 1e+30, or 'none', received 0"],
  ['averaging', 1, /or 'none', received 1$/],
  ['labelSmoothing', 1, 'expected a finite number at least 0 and at most 0.999999, received 1'],
  ['l1', -1, 'expected a finite number at least 0 and at most 1e+30, received -1'],
  ['batchNorm', 'yes', 'expected true or false, received "yes"'],
  ['stopMetric', 'f1', "expected one of 'loss', 'accuracy', received \"f1\""],
  ['augment', 'twist=1', 'expected names among shift, rotation, scale, shear, elastic, received "twist"'],
] as const)('%s is not %j', (name, value, message) => {
  expect(() => checks[name]('--flag', value)).toThrow(message)
})
