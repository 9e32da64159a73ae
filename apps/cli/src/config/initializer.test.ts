import type { BiasInitializer, Initializer } from '@blasnet/core'
import { BIAS_INITIALIZER_KINDS, INITIALIZER_KINDS } from '@blasnet/core/options'
import { describe, expect, it } from 'vitest'
import { flagText } from './flag.ts'
import { checkBiasInitializer, checkInitializer, formatBiasInitializer, formatInitializer } from './initializer.ts'

describe('checkInitializer', () => {
  it.each<readonly [unknown, object]>([
    ['uniform', { kind: 'uniform', low: -1, high: 1 }],
    ['uniform:-0.5,0.5', { kind: 'uniform', low: -0.5, high: 0.5 }],
    ['Uniform: -1e-2, .5', { kind: 'uniform', low: -0.01, high: 0.5 }],
    ['uniform:high=2,low=0', { kind: 'uniform', low: 0, high: 2 }],
    ['normal:0.05', { kind: 'normal', mean: 0, standardDeviation: 0.05 }],
    ['normal:0.05,1', { kind: 'normal', mean: 1, standardDeviation: 0.05 }],
    ['normal:mean=1,standard-deviation=0.05', { kind: 'normal', mean: 1, standardDeviation: 0.05 }],
    ['orthogonal', { kind: 'orthogonal', gain: 1 }],
    ['orthogonal:1.5', { kind: 'orthogonal', gain: 1.5 }],
    ['constant:-2', { kind: 'constant', value: -2 }],
    ...['fan-in-normal', 'glorot-uniform', 'glorot-normal', 'he-uniform'].map(kind => [kind, { kind }] as const),
    ...['he-normal', 'lecun-uniform', 'lecun-normal'].map(kind => [kind, { kind }] as const),
    [{ kind: 'he-normal' }, { kind: 'he-normal' }],
    [{ kind: 'orthogonal' }, { kind: 'orthogonal', gain: 1 }],
    [
      { kind: 'uniform', low: 0, high: 2 },
      { kind: 'uniform', low: 0, high: 2 },
    ],
  ])('reads %j', (given, initializer) => {
    expect(checkInitializer('--initializer', given)).toEqual(initializer)
  })

  it.each([
    ['normal', '--initializer: expected \'normal:STANDARD-DEVIATION[,MEAN]\', received "normal"'],
    ['uniform:', 'expected \'uniform:LOW,HIGH\', received "uniform:"'],
    ['uniform:1', 'expected \'uniform:LOW,HIGH\', received "uniform:1"'],
    ['uniform:,1', 'received "uniform:,1"'],
    ['uniform:0,1,2', 'received "uniform:0,1,2"'],
    ['uniform:0,low=1', 'received "uniform:0,low=1"'],
    ['uniform:a,b', 'received "uniform:a,b"'],
    ['uniform:0,Infinity', 'received "uniform:0,Infinity"'],
    ['uniform:1,-1', '--initializer.high: expected a finite number above 1 and at most 1e+30, received -1'],
    ['uniform:1,1', '--initializer.high: expected a finite number above 1'],
    ['orthogonal:0', '--initializer.gain: expected a finite number above 0 and at most 1e+30, received 0'],
    ['orthogonal:gains=2', 'expected \'orthogonal[:GAIN]\', received "orthogonal:gains=2"'],
    ['constant', 'expected \'constant:VALUE\', received "constant"'],
    ['glorot-normal:1', 'expected \'glorot-normal\', received "glorot-normal:1"'],
    ['constructor', "expected 'uniform', 'uniform:LOW,HIGH', 'normal:STANDARD-DEVIATION[,MEAN]', 'constant:VALUE',"],
    [{ kind: 'xavier' }, "--initializer.kind: expected one of 'uniform', 'normal', 'fan-in-normal'"],
    [{ kind: 'uniform', low: 0 }, '--initializer.high: expected a finite number above 0 and at most 1e+30'],
    [{ kind: 'fan-in-normal', low: 0 }, '--initializer.low: expected one of the options'],
    [5, 'received 5'],
    [['uniform'], 'received an array of length 1'],
    [null, 'received null'],
  ])('refuses %j', (given, message) => {
    expect(() => checkInitializer('--initializer', given)).toThrow(message)
  })

  it('knows every kind, and suggests the one that was meant', () => {
    for (const kind of INITIALIZER_KINDS) {
      const typo = () => flagText('--initializer', checkInitializer)(`${kind}x`)
      expect(typo).toThrow(`did you mean ${kind}?`)
    }
  })
})

describe('checkBiasInitializer', () => {
  it.each([
    ['default', 'default'],
    ['with-weights', { kind: 'with-weights' }],
    ['constant:0', { kind: 'constant', value: 0 }],
    ['uniform:0,1', { kind: 'uniform', low: 0, high: 1 }],
    ['normal:2', { kind: 'normal', mean: 0, standardDeviation: 2 }],
    [
      { kind: 'constant', value: 1 },
      { kind: 'constant', value: 1 },
    ],
  ])('reads %j', (given, initializer) => {
    expect(checkBiasInitializer('--bias-initializer', given)).toEqual(initializer)
  })

  it.each([
    ['zeros', "--bias-initializer: expected 'default', 'with-weights', 'uniform:LOW,HIGH'"],
    ['uniform', 'expected \'uniform:LOW,HIGH\', received "uniform"'],
    [{ kind: 'he-normal' }, '--bias-initializer.kind: expected one of'],
    [0, 'expected a plain object, received 0'],
  ])('refuses %j', (given, message) => {
    expect(() => checkBiasInitializer('--bias-initializer', given)).toThrow(message)
  })
})

describe('formatInitializer', () => {
  it.each<[Initializer, string]>([
    [{ kind: 'uniform', low: -0.5, high: 2 }, 'uniform:-0.5,2'],
    [{ kind: 'uniform', low: 0, high: 1 }, 'uniform:0,1'],
    [{ kind: 'normal', standardDeviation: 0.05 }, 'normal:0.05'],
    [{ kind: 'normal', mean: 2, standardDeviation: 0.05 }, 'normal:0.05,2'],
    [{ kind: 'orthogonal', gain: 1 }, 'orthogonal'],
    [{ kind: 'orthogonal', gain: 2 }, 'orthogonal:2'],
    [{ kind: 'constant', value: 0 }, 'constant:0'],
    [{ kind: 'lecun-normal' }, 'lecun-normal'],
  ])('writes %j as %s, which the flag reads', (initializer, text) => {
    expect(formatInitializer(initializer)).toBe(text)
    expect(checkInitializer('--initializer', text)).toEqual(checkInitializer('--initializer', initializer))
  })

  it('writes biases', () => {
    const kinds = BIAS_INITIALIZER_KINDS.map(kind => {
      return formatBiasInitializer({ kind, value: 1, low: 0, high: 1, standardDeviation: 2 } as BiasInitializer)
    })
    expect(kinds).toEqual(['with-weights', 'constant:1', 'uniform:0,1', 'normal:2'])
  })
})
