import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { askedFor, checkResume } from './ask.ts'
import { readSweepFile } from './read-sweep-file.ts'
import type { SweepRequest } from './request.ts'

const folder = temporaryFolder()
mkdirSync(path.join(folder, 'sub'))
function file(json: unknown) {
  const at = path.join(folder, 'sub', 'sweep.json')
  writeFileSync(at, typeof json === 'string' ? json : JSON.stringify(json))
  return at
}

const whole = {
  config: { epochs: 3, data: 'digits', patience: null },
  vary: { hidden: [64, [256, 128], '8x3', []], shuffle: [true, false] },
  sample: { learningRate: 'log:0.001:1' },
  ...{ random: 4, seeds: 2, sweepSeed: 9, holdOut: 10, metric: 'loss' },
}
const request: SweepRequest = {
  ...{ fixed: [], vary: [], sample: [], jobs: 1, dryRun: false, json: false, quiet: false },
}

describe('readSweepFile', () => {
  it('reads values as flags do, paths from its own folder', async () => {
    const read = await readSweepFile(file(whole))
    expect([...read.fixed].map(([setting, { value }]) => [setting, value.value])).toEqual([
      ['epochs', 3],
      ['data', path.join(folder, 'sub', 'digits')],
      ['patience', null],
    ])
    const [hidden, shuffle, rate] = read.axes
    expect(hidden).toMatchObject({ values: [[64], [256, 128], [8, 8, 8], []].map(value => ({ value })) })
    expect(shuffle).toMatchObject({ values: [{ value: true }, { value: false }] })
    expect(rate).toMatchObject({ kind: 'range', scale: 'log', low: 0.001, high: 1 })
    expect(read).toMatchObject({ random: 4, seeds: 2, sweepSeed: 9, holdOut: 10, metric: 'loss' })
  })

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'is not JSON'],
    ['an unknown key', { vari: {} }, 'sweep.json: vari: a sweep file has no such key; did you mean vary?'],
    [
      'an unknown setting',
      { vary: { hiden: [1] } },
      "sweep.json: vary: no setting is called 'hiden'; did you mean hidden?",
    ],
    ['test images', { config: { validationSamples: 5 } }, 'sweep.json: config: a sweep never looks at test images'],
    [
      'a value refused',
      { vary: { momentum: [0, 1] } },
      'sweep.json: vary.momentum: expected a finite number at least 0',
    ],
    ['no list', { vary: { momentum: 0.5 } }, 'sweep.json: vary.momentum: '],
    ['an empty list', { vary: { momentum: [] } }, 'sweep.json: vary.momentum: expected at least one value'],
    [
      'an object as value',
      { config: { schedule: { kind: 'cosine' } } },
      'sweep.json: config.schedule: expected what the flag',
    ],
  ])('refuses %s', async (_, json, message) => {
    await expect(readSweepFile(file(json))).rejects.toThrow(message)
  })

  it('names a file that is not there', async () => {
    await expect(readSweepFile('/nowhere/x.json')).rejects.toThrow(
      "cannot read the sweep file '/nowhere/x.json': no such file",
    )
  })
})

describe('askedFor', () => {
  it('lets flags win over the file, and adds to what it varies', async () => {
    const flags = {
      fixed: [['epochs', '5']],
      vary: ['momentum=0,0.5'],
      seeds: 7,
      metric: 'accuracy',
      models: false,
    } as const
    const { question, choices } = await askedFor({ ...request, ...flags, file: file(whole) })
    expect(question.fixed.get('epochs')!.value.value).toBe(5)
    expect(question.fixed.get('patience')!.value.value).toBeNull()
    expect(question.axes.map(({ flag }) => flag.name)).toEqual(['hidden', 'shuffle', 'learning-rate', 'momentum'])
    expect(question).toMatchObject({ random: 4, seeds: 7, sweepSeed: 9, holdOut: 10 })
    expect(choices).toEqual({ metric: 'accuracy', models: false })
  })

  it('has defaults', async () => {
    const { question, choices } = await askedFor({ ...request, vary: ['hidden=1'] })
    expect(question).toMatchObject({ random: undefined, seeds: 1, sweepSeed: 1, holdOut: undefined })
    expect(choices).toEqual({ metric: 'accuracy', models: true })
  })
})

describe('checkResume', () => {
  it.each<[Partial<SweepRequest>, string]>([
    [{ file: 'x.json' }, 'a sweep file'],
    [{ fixed: [['epochs', '3']] }, '--epochs'],
    [{ vary: ['hidden=1'] }, '--vary'],
    [{ sweepSeed: 0 }, '--sweep-seed'],
    [{ out: 'x' }, '--out'],
  ])('leaves no room for %j', (change, name) => {
    const message = `--resume: expected nothing that its sweep.json says already, received ${name} too`
    expect(() => checkResume({ ...request, resume: 'there', ...change })).toThrow(message)
  })

  it('lets the metric, jobs and time be others', () => {
    expect(
      checkResume({ ...request, resume: 'there', metric: 'loss', jobs: 3, maxMinutes: 1, models: false }),
    ).toBeUndefined()
  })
})
