import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../errors/usage-error.ts'
import { flagName } from './flag-name.ts'
import { parseConfig } from './parse-config.ts'

describe('parseConfig', () => {
  it('names the place within a file, and takes paths relative to the file', () => {
    const place = { file: 'studies/mine.json', within: 'networks[2].config' }
    expect(parseConfig({ data: 'digits', hidden: '8x2' }, place)).toEqual({
      data: path.resolve('studies', 'digits'),
      hidden: [8, 8],
    })
    expect(() => parseConfig({ epochs: 0 }, place)).toThrow(
      new UsageError(
        'studies/mine.json: networks[2].config.epochs: expected an integer at least 1 and at most 2147483647, received 0',
      ),
    )
    expect(() => parseConfig({ epoch: 3 }, place)).toThrow(
      new UsageError('studies/mine.json: networks[2].config.epoch: no setting has this name; did you mean epochs?'),
    )
    expect(() => parseConfig([], place)).toThrow(
      new UsageError(
        'studies/mine.json: networks[2].config: expected an object of settings, received an array of length 0',
      ),
    )
  })
})

describe('flagName', () => {
  it.each([
    ['epochs', '--epochs'],
    ['validationsPerEpoch', '--validations-per-epoch'],
  ] as const)('%s is %s', (setting, flag) => expect(flagName(setting)).toBe(flag))
})
