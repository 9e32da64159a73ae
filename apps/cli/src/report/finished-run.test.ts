import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createNetwork } from '@blasnet/core'
import { loadIdxFolder, normalisationStatistics } from '@blasnet/datasets'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { toyCatalogue } from '../testing/toy-catalogue.ts'
import { writeToyData } from '../testing/toy-data.ts'
import { type PreparedData, prepareData } from '../train/prepare-data.ts'
import { readFinishedRun } from './finished-run.ts'
import { planReport } from './plan.ts'
import { type ReportRunFolder, reportRunFolder } from './run-files.ts'
import { trainRun } from './train-run.ts'

const base = temporaryFolder()
const dataFolder = path.join(base, 'toy')
await writeToyData(dataFolder)
const pair = await loadIdxFolder(dataFolder)
const plan = planReport(
  { file: path.join(base, 'toys.json'), catalogue: toyCatalogue('toy') },
  { seeds: 1, overrides: {} },
)
const run = plan.runs.find(({ id }) => id === 'deep-1')!
const prepared: PreparedData = prepareData(pair, run.settings)
const data = { settings: prepared.settings, normalisation: normalisationStatistics(prepared.train) }
const never = new AbortController().signal

let count = 0
let files: ReportRunFolder
beforeEach(() => {
  files = reportRunFolder(path.join(base, String(count++)), run)
})

const train = (signal = never) => trainRun(run, prepared, { files, signal, threads: 1, onEvent() {} })
const reason = async (wanted = data) => {
  const found = await readFinishedRun(run, wanted, files)
  return found.kind === 'other' ? found.reason : found.kind
}

describe('readFinishedRun', () => {
  it('gives what training gave', async () => {
    const record = await train()
    expect(record).toMatchObject({ network: 'deep', seed: 1, status: 'finished', folder: 'runs/deep-1' })
    expect(record.layers).toEqual([
      { inputs: 16, units: 6, bias: true, activation: 'tanh' },
      { inputs: 6, units: 5, bias: false, activation: 'tanh' },
      { inputs: 5, units: 3, bias: false, activation: 'identity' },
    ])
    expect(record.diagnostics?.samples).toBe(60)
    expect(record.diagnostics?.points.map(({ step }) => step)).toEqual(
      record.history?.validation.map(({ step }) => step),
    )
    const found = await readFinishedRun(run, data, files)
    expect(found).toEqual({ kind: 'finished', record: { ...record, resumed: true } })
  })

  it('finds nothing where nothing is, or no history', async () => {
    expect(await reason()).toBe('absent')
    mkdirSync(files.folder, { recursive: true })
    writeFileSync(files.model, 'half')
    expect(await reason()).toBe('absent')
  })

  it('takes over nothing that was interrupted', async () => {
    const controller = new AbortController()
    const record = await trainRun(run, prepared, {
      files,
      signal: controller.signal,
      threads: 2,
      onEvent: event => event.type === 'validation' && controller.abort(),
    })
    expect(record.status).toBe('interrupted')
    expect(record.history?.stopped.reason).toBe('aborted')
    expect(await reason()).toBe('it was interrupted')
  })

  it('takes over nothing of other settings or other data', async () => {
    await train()
    const settings = { ...data.settings, epochs: 7 }
    expect(await reason({ ...data, settings })).toBe("its epochs is another one in 'config.json'")
    const initializer = { kind: 'uniform', low: -1, high: 0.5 } as const
    expect(await reason({ ...data, settings: { ...data.settings, initializer } })).toBe(
      "its initializer is another one in 'config.json'",
    )
    const normalisation = { ...data.normalisation, mean: data.normalisation.mean + 1e-12 }
    expect(await reason({ ...data, normalisation })).toBe('its training data were others')
  })

  it('takes over what was written before there were some of the settings, when the defaults are wanted', async () => {
    await train()
    const { biasInitializer, schedule, warmup, ...older } = JSON.parse(readFileSync(files.config, 'utf8'))
    expect([biasInitializer, schedule, warmup]).toEqual(['default', { kind: 'constant' }, null])
    writeFileSync(files.config, JSON.stringify(older))
    expect(await reason()).toBe('finished')
    const settings = { ...data.settings, schedule: { kind: 'cosine', minimum: 0 } } as const
    expect(await reason({ ...data, settings })).toBe("its schedule is another one in 'config.json'")
  })

  it.each(['history', 'model', 'config', 'diagnostics'] as const)('takes over nothing whose %s is cut', async name => {
    await train()
    truncateSync(files[name], Math.floor(readFileSync(files[name]).length / 2))
    expect(await reason()).toMatch(/^damaged: /)
  })

  it('takes over nothing with the model of another network', async () => {
    await train()
    using other = createNetwork({ inputs: 16, layers: [{ units: 3 }] })
    await other.save(files.model)
    expect(await reason()).toBe('its model is another one')
  })

  it('takes over nothing with the diagnostics of another run', async () => {
    await train()
    const diagnostics = JSON.parse(readFileSync(files.diagnostics, 'utf8'))
    const points = diagnostics.points.slice(1)
    writeFileSync(files.diagnostics, JSON.stringify({ ...diagnostics, points }))
    expect(await reason()).toBe("damaged: 'diagnostics.json' does not belong to the history")
  })

  it('leaves nothing of an earlier run when training diverges', async () => {
    await train()
    const settings = { ...prepared.settings, activation: 'relu', learningRate: 1e30 } as const
    const record = await trainRun(run, { ...prepared, settings }, { files, signal: never, threads: 1, onEvent() {} })
    expect(record).toMatchObject({ network: 'deep', seed: 1, status: 'failed' })
    expect(record.message).toMatch(/^diverged at step \d+: the loss of the \S+ (batch|data) is (NaN|Infinity)$/)
    expect(await reason()).toBe('absent')
  })

  it('says of a run that was stopped before its first step that there is none', async () => {
    expect(await train(AbortSignal.abort())).toEqual({ network: 'deep', seed: 1, status: 'missing' })
    expect(await reason()).toBe('absent')
  })
})
