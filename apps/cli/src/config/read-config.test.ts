import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UsageError } from '../errors/usage-error.ts'
import { readConfig } from './read-config.ts'
import { defaultSettings } from './settings.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'blasnet-config-'))
  file = path.join(folder, 'c.json')
})
afterEach(() => rm(folder, { recursive: true }))

async function read(text: string) {
  await writeFile(file, text)
  return readConfig(file)
}

describe('readConfig', () => {
  it('reads back every setting that is written', async () => {
    const settings = { ...defaultSettings, trainSamples: 20000, validationSamples: 10000, hidden: [60, 60] }
    expect(await read(JSON.stringify(settings))).toEqual(settings)
  })

  it('reads what the flags read, and a byte order mark', async () => {
    expect(await read('\uFEFF{ "hidden": "64x2", "initializer": "uniform:0,1", "patience": "none" }')).toEqual({
      hidden: [64, 64],
      initializer: { kind: 'uniform', low: 0, high: 1 },
      patience: null,
    })
  })

  it('takes paths relative to its own folder, names as they are', async () => {
    expect(await read('{ "data": "digits", "initialWeights": "../w.safetensors" }')).toEqual({
      data: path.join(folder, 'digits'),
      initialWeights: path.join(path.dirname(folder), 'w.safetensors'),
    })
    expect(await read('{ "data": "fashion-mnist" }')).toEqual({ data: 'fashion-mnist' })
  })

  it.each([
    ['{ "lerningRate": 0.1 }', 'lerningRate: no setting has this name; did you mean learningRate?'],
    ['{ "nonsense": 0.1 }', 'nonsense: no setting has this name; a configuration has preset, data, trainSamples,'],
    ['{ "learningRate": "0.1" }', 'learningRate: expected a finite number above 0 and at most 1e+30, received "0.1"'],
    ['{ "epochs": 0 }', 'epochs: expected an integer at least 1 and at most 2147483647, received 0'],
    ['{ "epochs": null }', 'epochs: expected an integer at least 1 and at most 2147483647, received null'],
    ['{ "hidden": [64, 0] }', 'hidden, layer 2: expected an integer at least 1 and at most 16777216, received 0'],
    [
      '{ "initializer": { "kind": "uniform", "low": 1 } }',
      'initializer.high: expected a finite number above 1 and at most 1e+30, received undefined',
    ],
    ['{ "shuffle": "no" }', 'shuffle: expected true or false, received "no"'],
    [
      '{ "preset": "al" }',
      "preset: expected one of 'baseline', 'init', 'sigmoid', 'all', 'fast', 'best', received \"al\"",
    ],
    ['{ "data": 5 }', 'data: expected mnist, fashion-mnist or a directory of IDX files, received 5'],
    ['[1]', 'expected an object of settings, received an array of length 1'],
    ['null', 'expected an object of settings, received null'],
    ['{ "__proto__": { "epochs": 1 } }', '__proto__: no setting has this name'],
  ])('refuses %s', async (text, message) => {
    const error = await read(text).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UsageError)
    expect((error as UsageError).message.startsWith(`${file}: ${message}`)).toBe(true)
  })

  it('names the line where JSON ends', async () => {
    await expect(read('{\n  "epochs": 5,\n}')).rejects.toThrow(/is not JSON: .*\(line 3, column 1\)$/)
  })

  it('says that there is no such file', async () => {
    await expect(readConfig(file)).rejects.toThrow(
      new UsageError(`--config: cannot read '${file}': no such file or directory`),
    )
    await expect(readConfig(folder)).rejects.toThrow('it is a directory')
  })
})
