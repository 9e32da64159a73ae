import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { trainCommand } from '../commands/train.ts'
import { settingNames } from '../config/schema.ts'
import { findSetting, flagArguments, readSetting, settingFlags } from './setting-flags.ts'

const read = (name: string, text: string) => readSetting(findSetting(name, '--vary'), text, `--vary ${name}`)

describe('settingFlags', () => {
  it('are those of train that are settings, but for those about test images', () => {
    const flags = trainCommand().options.map(({ long }) => long)
    const settings = settingNames.filter(name => !['validateOn', 'validationSamples', 'test'].includes(name))
    expect(settingFlags().map(({ setting }) => setting)).toEqual(settings)
    for (const { name } of settingFlags()) expect(flags).toContain(`--${name}`)
  })
})

describe('findSetting', () => {
  it.each(['learning-rate', 'learningRate'])('finds %s', name => {
    expect(findSetting(name, '--vary').setting).toBe('learningRate')
  })

  it.each([
    ['lerning-rate', "--vary: no setting is called 'lerning-rate'; did you mean learning-rate?"],
    ['jobs', "--vary: no setting is called 'jobs'; settings are preset, data"],
    ['validation-samples', '--vary: a sweep never looks at test images'],
    ['validationSamples', '--vary: a sweep never looks at test images'],
    ['validate-on', '--vary: a sweep never looks at test images'],
    ['test', '--vary: a sweep never looks at test images'],
  ])('refuses %s', (name, message) => {
    expect(() => findSetting(name, '--vary')).toThrow(message)
  })
})

describe('readSetting', () => {
  it.each([
    ['learning-rate', ' 1e-2 ', { text: '1e-2', value: 0.01 }],
    ['hidden', '256-128', { text: '256-128', value: [256, 128] }],
    ['schedule', 'cosine:0.001', { text: 'cosine:0.001', value: { kind: 'cosine', minimum: 0.001 } }],
    ['patience', 'none', { text: 'none', value: null }],
    ['shuffle', 'false', { text: 'false', value: false }],
    ['data', 'mnist', { text: 'mnist', value: 'mnist' }],
    ['preset', 'all', { text: 'all', value: 'all' }],
  ])('reads %s %s', (name, text, expected) => {
    expect(read(name, text)).toEqual(expected)
  })

  it('makes paths absolute, from a folder where there is one', () => {
    expect(read('data', 'digits').text).toBe(path.resolve('digits'))
    const data = findSetting('data', '--vary')
    expect(readSetting(data, 'digits', 'data', '/sets')).toEqual({ text: '/sets/digits', value: '/sets/digits' })
  })

  it.each([
    ['learning-rate', '-1', '--vary learning-rate: expected a finite number above 0 and at most 1e+30, received -1'],
    ['activation', 'rely', '--vary activation: expected one of'],
    ['shuffle', 'maybe', '--vary shuffle: expected true or false, received "maybe"'],
  ])('refuses %s %s in the words of the flag', (name, text, message) => {
    expect(() => read(name, text)).toThrow(message)
  })
})

describe('flagArguments', () => {
  it.each([
    ['learning-rate', '0.1', ['--learning-rate', '0.1']],
    ['shuffle', 'true', ['--shuffle']],
    ['shuffle', 'false', ['--no-shuffle']],
  ])('of %s %s', (name, text, expected) => {
    expect(flagArguments(findSetting(name, ''), read(name, text))).toEqual(expected)
  })
})
