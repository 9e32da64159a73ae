import { Command } from '@commander-js/extra-typings'
import { describe, expect, it } from 'vitest'
import { flagChoices, flagInteger, flagIntegers, flagNumber, refuseRepeatedFlags } from './flags.ts'

describe('flagInteger', () => {
  it('takes digits', () => {
    expect(flagInteger('--n', '32', { min: 1 })).toBe(32)
    expect(flagInteger('--n', '-7')).toBe(-7)
  })
  it.each(['', ' ', '0x10', '1e3', '1.0', '3 ', 'NaN', '∞'])('refuses %j, naming flag and text', text => {
    expect(() => flagInteger('--n', text)).toThrow(`--n: expected an integer, received ${JSON.stringify(text)}`)
  })
  it('refuses what no integer of a double holds', () => {
    expect(() => flagInteger('--n', '9007199254740993')).toThrow('--n: expected an integer')
  })
})

describe('flagNumber', () => {
  it.each([
    ['0.9', 0.9],
    ['.5', 0.5],
    ['1e-3', 0.001],
    ['2.', 2],
  ])('%s', (text, value) => {
    expect(flagNumber('--x', text)).toBe(value)
  })
  it.each(['', 'Infinity', '1,5', '0x1', '--', '1e999'])('refuses %j', text => {
    expect(() => flagNumber('--x', text)).toThrow('--x: expected a finite number')
  })
})

describe('lists', () => {
  it('hold each value once', () => {
    expect(flagIntegers('--n', '3, 1,2', { min: 1 })).toEqual([3, 1, 2])
    expect(flagChoices('--d', 'b,a', ['a', 'b'])).toEqual(['b', 'a'])
    expect(() => flagIntegers('--n', '1,2,1')).toThrow('--n: expected every value once, received "1,2,1"')
    expect(() => flagIntegers('--n', '1,,2')).toThrow('--n: expected an integer, received ""')
    expect(() => flagChoices('--d', 'c', ['a', 'b'])).toThrow(`--d: expected one of 'a', 'b', received "c"`)
    const many = Array.from({ length: 65 }, (_, i) => i).join(',')
    expect(() => flagIntegers('--n', many)).toThrow('--n: expected at most 64 values')
  })
})

describe('refuseRepeatedFlags', () => {
  it('takes a flag once', () => {
    const parse = (...args: string[]) => {
      const command = new Command('x').option('--n <n>').option('-q, --quick').exitOverride()
      refuseRepeatedFlags(command)
      return command.parse(args, { from: 'user' }).opts()
    }
    expect(parse('--n', '1', '--quick')).toEqual({ n: '1', quick: true })
    expect(() => parse('--n', '1', '--n=2')).toThrow('--n: expected to be given once, received "2"')
    expect(() => parse('-q', '--quick')).toThrow('--quick: expected to be given once')
  })
})
