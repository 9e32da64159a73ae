import { ACTIVATION_KINDS } from '@blasnet/core/options'
import { describe, expect, it } from 'vitest'
import { checkActivation, formatActivation } from './activation.ts'
import { flagText } from './flag.ts'

describe('checkActivation', () => {
  it.each<readonly [unknown, unknown]>([
    ...ACTIVATION_KINDS.map(kind => [kind, kind] as const),
    ['Tanh', 'tanh'],
    ['leaky-relu:0.01', 'leaky-relu'],
    ['leaky-relu:0.2', { kind: 'leaky-relu', slope: 0.2 }],
    ['Leaky-ReLU: slope=.2', { kind: 'leaky-relu', slope: 0.2 }],
    ['elu:1.5', { kind: 'elu', alpha: 1.5 }],
    ['elu:alpha=1', 'elu'],
    [
      { kind: 'elu', alpha: 2 },
      { kind: 'elu', alpha: 2 },
    ],
    [{ kind: 'leaky-relu' }, 'leaky-relu'],
  ])('reads %j', (given, activation) => {
    expect(checkActivation('--activation', given)).toEqual(activation)
  })

  it.each([
    [
      'selu',
      "--activation: expected one of 'sigmoid', 'improved-sigmoid', 'tanh', 'relu', 'leaky-relu', 'elu', 'gelu'",
    ],
    ['relu:0.1', '--activation: expected \'relu\', received "relu:0.1"'],
    ['elu:', '--activation: expected \'elu[:ALPHA]\', received "elu:"'],
    ['elu:0', '--activation.alpha: expected a finite number above 0'],
    ['leaky-relu:2', '--activation.slope: expected a finite number at least 0 and at most 1, received 2'],
    ['selu:1', "expected an activation as 'relu', 'leaky-relu:SLOPE' or 'elu:ALPHA', received \"selu:1\""],
    [{ kind: 'tanh', alpha: 1 }, "--activation.kind: expected one of 'leaky-relu', 'elu'"],
    [5, 'received 5'],
    [null, 'received null'],
  ])('refuses %j', (given, message) => {
    expect(() => checkActivation('--activation', given)).toThrow(message)
  })

  it('suggests the one that was meant', () => {
    for (const kind of ACTIVATION_KINDS) {
      expect(() => flagText('--activation', checkActivation)(`${kind}x`)).toThrow(`did you mean ${kind}?`)
    }
  })
})

it.each([
  ['gelu', 'gelu'],
  ['elu', 'elu'],
  [{ kind: 'leaky-relu', slope: 0.2 }, 'leaky-relu:0.2'],
  [{ kind: 'elu', alpha: 1.5 }, 'elu:1.5'],
] as const)('writes %j as %s, which the flag reads', (activation, text) => {
  expect(formatActivation(activation)).toBe(text)
  expect(checkActivation('--activation', text)).toEqual(activation)
})
