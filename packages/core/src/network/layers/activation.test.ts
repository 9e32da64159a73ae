import { expect, test } from 'vitest'
import { ACTIVATION_KINDS, activationText, checkActivation } from './activation.ts'

test.each(ACTIVATION_KINDS)('%s by its name', kind => {
  expect(checkActivation('activation', kind)).toBe(kind)
  expect(activationText(kind)).toBe(kind)
})

test('a default parameter is not spelled out, another one is kept and frozen', () => {
  expect(checkActivation('activation', { kind: 'leaky-relu' })).toBe('leaky-relu')
  expect(checkActivation('activation', { kind: 'leaky-relu', slope: 0.01 })).toBe('leaky-relu')
  expect(checkActivation('activation', { kind: 'elu', alpha: 1 })).toBe('elu')
  const elu = checkActivation('activation', { kind: 'elu', alpha: 2 })
  expect(elu).toEqual({ kind: 'elu', alpha: 2 })
  expect(Object.isFrozen(elu)).toBe(true)
  expect(checkActivation('activation', { kind: 'leaky-relu', slope: 0 })).toEqual({ kind: 'leaky-relu', slope: 0 })
})

test.each<[unknown, string]>([
  ['swish', "activation: expected one of 'sigmoid', 'improved-sigmoid', 'tanh', 'relu', 'leaky-relu'"],
  [undefined, 'received undefined'],
  [null, 'received null'],
  [{ kind: 'relu' }, "activation.kind: expected one of 'leaky-relu', 'elu', received \"relu\""],
  [{}, "activation.kind: expected one of 'leaky-relu', 'elu', received undefined"],
  [[], 'activation: expected a plain object, received an array of length 0'],
  [{ kind: 'elu', slope: 1 }, "activation.slope: expected one of the options 'kind', 'alpha', received 1"],
  [{ kind: 'elu', alpha: 0 }, 'activation.alpha: expected a finite number above 0 and at most 1e+30, received 0'],
  [{ kind: 'leaky-relu', slope: 1.1 }, 'activation.slope: expected a finite number at least 0 and at most 1'],
  [{ kind: 'leaky-relu', slope: Number.NaN }, 'received NaN'],
])('refuses %o', (value, message) => {
  expect(() => checkActivation('activation', value)).toThrow(message)
})
