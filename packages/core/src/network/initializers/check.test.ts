import { describe, expect, it } from 'vitest'
import { checkBiasInitializer, checkInitializer, INITIALIZER_KINDS } from './check.ts'

describe('checkInitializer', () => {
  it.each<[object]>([
    [{ kind: 'uniform', low: -1, high: 2 }],
    [{ kind: 'normal', mean: -1, standardDeviation: 1e-3 }],
    ...['fan-in-normal', 'glorot-uniform', 'glorot-normal', 'he-uniform'].map((kind): [object] => [{ kind }]),
    ...['he-normal', 'lecun-uniform', 'lecun-normal'].map((kind): [object] => [{ kind }]),
    [{ kind: 'orthogonal', gain: Math.SQRT2 }],
    [{ kind: 'constant', value: 0 }],
  ])('takes %o as it is, frozen and apart from the caller’s object', given => {
    const checked = checkInitializer('initializer', given)
    expect(checked).toEqual(given)
    expect(checked).not.toBe(given)
    expect(Object.isFrozen(checked)).toBe(true)
  })

  it.each([
    [{ kind: 'normal', standardDeviation: 2 }, { mean: 0 }],
    [{ kind: 'orthogonal' }, { gain: 1 }],
  ])('fills in the defaults of %o', (given, defaults) => {
    expect(checkInitializer('initializer', given)).toEqual({ ...given, ...defaults })
  })

  it.each([
    [undefined, 'init: expected a plain object, received undefined'],
    ['glorot-uniform', 'init: expected a plain object, received "glorot-uniform"'],
    [['uniform'], 'init: expected a plain object, received an array of length 1'],
    [{}, `init.kind: expected one of ${INITIALIZER_KINDS.map(kind => `'${kind}'`).join(', ')}, received undefined`],
    [{ kind: 'xavier' }, "init.kind: expected one of 'uniform', 'normal', 'fan-in-normal', 'glorot-uniform'"],
    [{ kind: 'constructor' }, 'init.kind: expected one of'],
    [{ kind: 'glorot-normal', gain: 2 }, "init.gain: expected one of the options 'kind', received 2"],
    [{ kind: 'uniform', low: 1, high: 1 }, 'init.high: expected a finite number above 1 and at most 1e+30, received 1'],
    [{ kind: 'uniform', low: -1e31, high: 1 }, 'init.low: expected a finite number at least -1e+30 and at most 1e+30'],
    [{ kind: 'uniform', low: 0, high: 1, mean: 0 }, "init.mean: expected one of the options 'kind', 'low', 'high'"],
    [{ kind: 'normal' }, 'init.standardDeviation: expected a finite number above 0 and at most 1e+30'],
    [{ kind: 'normal', standardDeviation: 0 }, 'init.standardDeviation: expected a finite number above 0'],
    [{ kind: 'normal', standardDeviation: 1, mean: Number.NaN }, 'init.mean: expected a finite number'],
    [{ kind: 'normal', standardDeviation: 1, mean: '0' }, 'init.mean: expected a finite number'],
    [{ kind: 'orthogonal', gain: 0 }, 'init.gain: expected a finite number above 0 and at most 1e+30, received 0'],
    [{ kind: 'orthogonal', gain: '1' }, 'init.gain: expected a finite number above 0 and at most 1e+30, received "1"'],
    [
      { kind: 'constant' },
      'init.value: expected a finite number at least -1e+30 and at most 1e+30, received undefined',
    ],
    [{ kind: 'constant', value: Number.POSITIVE_INFINITY }, 'init.value: expected a finite number'],
    [{ kind: 'with-weights' }, 'init.kind: expected one of'],
  ])('refuses %o', (given, message) => {
    expect(() => checkInitializer('init', given)).toThrow(message)
  })
})

describe('checkBiasInitializer', () => {
  it.each([
    [{ kind: 'with-weights' }],
    [{ kind: 'constant', value: 0.1 }],
    [{ kind: 'uniform', low: -1, high: 2 }],
    [{ kind: 'normal', mean: 0, standardDeviation: 1 }],
  ])('takes %o as it is', given => {
    expect(checkBiasInitializer('bias', given)).toEqual(given)
  })

  it.each([
    [0, 'bias: expected a plain object, received 0'],
    [
      { kind: 'zeros' },
      "bias.kind: expected one of 'with-weights', 'constant', 'uniform', 'normal', received \"zeros\"",
    ],
    [{ kind: 'he-normal' }, 'bias.kind: expected one of'],
    [{ kind: 'with-weights', value: 0 }, "bias.value: expected one of the options 'kind'"],
    [{ kind: 'constant', value: '0' }, 'bias.value: expected a finite number'],
  ])('refuses %o', (given, message) => {
    expect(() => checkBiasInitializer('bias', given)).toThrow(message)
  })
})
