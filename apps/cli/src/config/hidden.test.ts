import { describe, expect, it } from 'vitest'
import { checkHidden, formatHidden } from './hidden.ts'

describe('checkHidden', () => {
  it.each([
    ['64', [64]],
    ['60,60', [60, 60]],
    ['256-128', [256, 128]],
    ['64x2-32', [64, 64, 32]],
    ['64x3', [64, 64, 64]],
    ['128, 64x2, 32', [128, 64, 64, 32]],
    [' 64 × 2 ', [64, 64]],
    ['none', []],
    [64, [64]],
    [
      [60, 60],
      [60, 60],
    ],
    [[], []],
  ])('reads %j as %j', (given, layers) => {
    expect(checkHidden('--hidden', given)).toEqual(layers)
  })

  it('reads 64x10 as ten layers of 64', () => {
    expect(checkHidden('--hidden', '64x10')).toEqual(new Array(10).fill(64))
  })

  it.each([
    ['', '--hidden: expected units of each hidden layer'],
    ['64x', '--hidden: expected units of each hidden layer'],
    ['64x0', '--hidden: expected units of each hidden layer'],
    ['-64', 'received "-64"'],
    ['64-', 'received "64-"'],
    ['6.5', 'received "6.5"'],
    ['64;64', 'received "64;64"'],
    ['0', '--hidden: expected an integer at least 1 and at most 16777216, received 0'],
    ['64,0', '--hidden, layer 2: expected an integer at least 1 and at most 16777216, received 0'],
    ['64x1001', '--hidden: expected at most 1000 hidden layers, received "64x1001"'],
    ['64x999999999999', 'at most 1000 hidden layers'],
    [null, 'received null'],
    [true, 'received true'],
    [[64, '32'], '--hidden, layer 2: expected an integer at least 1 and at most 16777216, received "32"'],
  ])('refuses %j', (given, message) => {
    expect(() => checkHidden('--hidden', given)).toThrow(message)
  })
})

describe('formatHidden', () => {
  it.each([
    [[64], '64'],
    [[60, 60], '60-60'],
    [new Array<number>(10).fill(64), '64x10'],
    [[64, 64, 64, 32], '64-64-64-32'],
    [[], 'none'],
  ])('writes %j as %s', (layers, text) => {
    expect(formatHidden(layers)).toBe(text)
  })
})
