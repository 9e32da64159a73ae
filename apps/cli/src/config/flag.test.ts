import { describe, expect, it } from 'vitest'
import { UsageError } from '../errors/usage-error.ts'
import { checks } from './checks.ts'
import { flagText, flagValue } from './flag.ts'

describe('flagValue', () => {
  it.each([
    ['epochs', '50', 50],
    ['epochs', '1e3', 1000],
    ['learningRate', '.05', 0.05],
    ['learningRate', '1e-3', 0.001],
    ['momentum', '0', 0],
    ['seed', '9007199254740991', 2 ** 53 - 1],
    ['patience', 'none', null],
    ['patience', '7', 7],
    ['maxSteps', 'none', null],
    ['trainSamples', 'all', 'all'],
    ['trainSamples', '100', 100],
  ] as const)('%s %s', (name, text, value) => {
    expect(flagValue('--flag', checks[name])(text)).toBe(value)
  })

  it.each([
    ['epochs', '0', '--flag: expected an integer at least 1 and at most 2147483647, received 0'],
    ['epochs', '1.5', '--flag: expected an integer at least 1 and at most 2147483647, received 1.5'],
    ['epochs', 'ten', '--flag: expected an integer at least 1 and at most 2147483647, received "ten"'],
    ['epochs', '', '--flag: expected an integer at least 1 and at most 2147483647, received ""'],
    ['epochs', '0x10', '--flag: expected an integer at least 1 and at most 2147483647, received "0x10"'],
    ['epochs', '5 5', '--flag: expected an integer at least 1 and at most 2147483647, received "5 5"'],
    ['learningRate', '0', '--flag: expected a finite number above 0 and at most 1e+30, received 0'],
    ['learningRate', '-1', '--flag: expected a finite number above 0 and at most 1e+30, received -1'],
    ['learningRate', 'NaN', '--flag: expected a finite number above 0 and at most 1e+30, received "NaN"'],
    ['learningRate', '1e999', '--flag: expected a finite number above 0 and at most 1e+30, received Infinity'],
    ['momentum', '1', '--flag: expected a finite number at least 0 and below 1, received 1'],
    ['seed', '9007199254740993', '--flag: expected an integer at least 0, received 9007199254740992'],
    ['patience', '0', "--flag: expected an integer at least 1 and at most 2147483647, or 'none', received 0"],
    [
      'patience',
      'nome',
      '--flag: expected an integer at least 1 and at most 2147483647, or \'none\', received "nome"; did you mean none?',
    ],
    ['trainSamples', 'al', '--flag: expected an integer at least 1, or \'all\', received "al"; did you mean all?'],
  ] as const)('refuses %s %s', (name, text, message) => {
    const parse = flagValue('--flag', checks[name])
    expect(() => parse(text)).toThrow(new UsageError(message))
  })
})

describe('flagText', () => {
  it('leaves text that looks like a number alone', () => {
    expect(flagText('--data', checks.data)('5')).toBe('5')
  })

  it('suggests the name that was meant', () => {
    const parse = flagText('--activation', checks.activation)
    expect(() => parse('improved-sigmod')).toThrow(/received "improved-sigmod"; did you mean improved-sigmoid\?$/)
  })
})
