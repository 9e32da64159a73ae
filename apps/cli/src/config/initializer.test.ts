import { describe, expect, it } from 'vitest'
import { checkInitializer } from './initializer.ts'

describe('checkInitializer', () => {
  it.each([
    ['uniform', { kind: 'uniform', low: -1, high: 1 }],
    ['uniform:-0.5,0.5', { kind: 'uniform', low: -0.5, high: 0.5 }],
    ['Uniform: -1e-2, .5', { kind: 'uniform', low: -0.01, high: 0.5 }],
    ['fan-in-normal', { kind: 'fan-in-normal' }],
    [{ kind: 'fan-in-normal' }, { kind: 'fan-in-normal' }],
    ['he-normal', { kind: 'he-normal' }],
    [{ kind: 'he-normal' }, { kind: 'he-normal' }],
    [
      { kind: 'uniform', low: 0, high: 2 },
      { kind: 'uniform', low: 0, high: 2 },
    ],
  ])('reads %j', (given, initializer) => {
    expect(checkInitializer('--initializer', given)).toEqual(initializer)
  })

  it.each([
    [
      'normal',
      "expected 'uniform' (from -1 to 1), 'uniform:LOW,HIGH', 'fan-in-normal' or 'he-normal', received \"normal\"",
    ],
    ['uniform:', 'received "uniform:"'],
    ['uniform:1', 'received "uniform:1"'],
    ['uniform:,1', 'received "uniform:,1"'],
    ['uniform:0,1,2', 'received "uniform:0,1,2"'],
    ['uniform:a,b', 'received "uniform:a,b"'],
    ['uniform:0,Infinity', 'received "uniform:0,Infinity"'],
    ['uniform:1,-1', '--initializer: expected LOW below HIGH, received "uniform:1,-1"'],
    ['uniform:1,1', 'expected LOW below HIGH'],
    [
      { kind: 'normal' },
      "--initializer.kind: expected one of 'uniform', 'fan-in-normal', 'he-normal', received \"normal\"",
    ],
    [{ kind: 'uniform', low: 0 }, '--initializer.high: expected a finite number, received undefined'],
    [{ kind: 'fan-in-normal', low: 0 }, '--initializer.low: expected one of the options'],
    [5, 'received 5'],
    [['uniform'], 'received an array of length 1'],
    [null, 'received null'],
  ])('refuses %j', (given, message) => {
    expect(() => checkInitializer('--initializer', given)).toThrow(message)
  })
})
