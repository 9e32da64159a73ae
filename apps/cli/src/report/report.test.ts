import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Catalogue } from '@blasnet/report'
import { beforeAll, describe, expect, it } from 'vitest'
import { type BlasnetOptions, blasnetBin, runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { toyCatalogue, writeToyCatalogue } from '../testing/toy-catalogue.ts'
import { writeToyData } from '../testing/toy-data.ts'

const folder = temporaryFolder()
const at = (...parts: string[]) => path.join(folder, ...parts)
const runFiles = ['config.json', 'history.json', 'model.safetensors']

/** One network that is done at once, and one that takes seconds. */
const uneven: Partial<Catalogue> = {
  networks: [
    { id: 'quick', label: 'quick', slot: 0, config: {} },
    {
      id: 'slow',
      label: 'slow',
      slot: 1,
      diagnostics: true,
      config: { epochs: 2500, patience: 'none', hidden: [200] },
    },
    { id: 'last', label: 'last', slot: 2, config: { epochs: 5 } },
  ],
  tasks: [
    { id: '1', kind: 'comparison', title: 'All', networks: ['quick', 'slow', 'last'] },
    { id: '2', kind: 'gradient-check', title: 'Gradients', check: { config: {} } },
  ],
}

beforeAll(async () => {
  await writeToyData(at('toy'))
  await writeToyCatalogue(at('toys.json'), 'toy')
  await writeToyCatalogue(at('uneven.json'), 'toy', uneven)
  const wild = { id: 'wild', label: 'wild', slot: 3, config: { activation: 'relu', learningRate: 1e30 } }
  const [comparison] = toyCatalogue('toy').tasks.slice(2)
  const tasks = [{ ...comparison!, networks: ['plain', 'wild'] } as Catalogue['tasks'][number]]
  await writeToyCatalogue(at('wild.json'), 'toy', { networks: [...toyCatalogue('toy').networks, wild], tasks })
})

function report(args: readonly string[], options: BlasnetOptions = {}) {
  return runBlasnet(['report', ...args], { cwd: folder, ...options })
}

function readJson(...file: string[]) {
  return JSON.parse(readFileSync(at(...file), 'utf8'))
}

/** All that a report says, but for what the clock says. */
function untimed(out: string) {
  const { times, ...rest } = readJson(out, 'report.json')
  expect(times.seconds).toBeGreaterThan(0)
  return rest
}

/** All that a run's folder holds, but for what the clock says. */
function results(out: string, run: string) {
  const { seconds, ...history } = readJson(out, 'runs', run, 'history.json')
  expect(seconds.total).toBeGreaterThan(0)
  const rest = readdirSync(at(out, 'runs', run)).filter(name => name !== 'history.json')
  return { history, files: rest.map(name => [name, readFileSync(at(out, 'runs', run, name)).toString('base64')]) }
}

describe('blasnet report', () => {
  it('trains every network into a folder of its own, checks gradients, and ends with the table and the page', async () => {
    const { code, stdout, stderr } = await report(['toys.json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const out = 'runs/toys-report'
    const lines = stdout.split('\n')
    expect(lines[0]).toBe('Toys')
    expect(lines[1]).toMatch(/^3 networks · seed 1 · 1 gradient check · \d+ at a time · into runs\/toys-report$/)
    const ended = lines.filter(line => line.startsWith('✓ '))
    expect(ended.map(line => line.slice(2, 20).trimEnd()).sort()).toEqual([
      'deep',
      'gradients, task 2',
      'plain',
      'wide',
    ])
    expect(ended.find(line => line.includes('gradients'))).toMatch(
      /largest difference \S+e-\d+ {2}160 parameters {2}\S+ s$/,
    )
    const rows = lines.slice(lines.findIndex(line => line.startsWith('───')) + 1)
    expect(rows.slice(0, 3).map(row => row.split(/\s+/).slice(0, 3))).toEqual([
      ['plain', '160', '6.0'],
      ['deep', '147', '6.0'],
      ['wide', '240', '6.0'],
    ])
    expect(stdout).toMatch(/\nTime {4}\S+ s\nPage {4}runs\/toys-report\/index\.html\n$/)
    expect(stdout).not.toContain('\x1b')

    expect(readdirSync(at(out)).sort()).toEqual([
      'figures',
      'gradient-checks',
      'index.html',
      'report.json',
      'report.md',
      'runs',
    ])
    expect(readdirSync(at(out, 'runs'))).toEqual(['deep-1', 'plain-1', 'wide-1'])
    expect(readdirSync(at(out, 'runs', 'plain-1')).sort()).toEqual(runFiles)
    expect(readdirSync(at(out, 'runs', 'deep-1')).sort()).toEqual([...runFiles, 'diagnostics.json'].sort())
    const { complete, networks, tasks } = untimed(out)
    expect(complete).toBe(true)
    expect(networks.map((network: { id: string }) => network.id)).toEqual(['plain', 'deep', 'wide'])
    expect(networks[1].runs[0]).toMatchObject({ seed: 1, status: 'finished', folder: 'runs/deep-1' })
    expect(tasks[0].data).toMatchObject({ name: expect.stringMatching(/toy$/), train: { count: 60 }, classes: 3 })
    expect(tasks[1].check).toMatchObject({ network: '16-8-3', parameters: 160, checked: 160, samples: 20 })
    expect(tasks[1].check.largestDifference).toBeLessThan(1e-6)
  })

  it('gives folders like those of blasnet train', async () => {
    const run = at('runs', 'toys-report', 'runs', 'wide-1')
    expect(readJson('runs', 'toys-report', 'runs', 'wide-1', 'config.json')).toMatchObject({ hidden: [12], seed: 1 })
    const { stdout } = await runBlasnet(['evaluate', run, '--json'])
    const { history } = results('runs/toys-report', 'wide-1')
    const last = history.validation.at(-1)
    expect(JSON.parse(stdout)).toMatchObject({ parameters: 240, loss: last.loss, accuracy: last.accuracy })
    const again = await runBlasnet([
      'train',
      '--config',
      path.join(run, 'config.json'),
      '--quiet',
      '--out',
      at('again'),
    ])
    expect(again.code).toBe(0)
    expect(readFileSync(at('again', 'model.safetensors'))).toEqual(readFileSync(path.join(run, 'model.safetensors')))
    expect(readJson('again', 'history.json').trainLoss).toEqual(history.trainLoss)
  })

  it('gives the same bit for bit whether networks are trained in parallel or one by one', async () => {
    for (const jobs of ['1', '3']) {
      const { code } = await report(['toys.json', '--seeds', '2', '--jobs', jobs, '--quiet', '--out', `jobs-${jobs}`])
      expect(code).toBe(0)
    }
    const runs = readdirSync(at('jobs-1', 'runs'))
    expect(runs).toHaveLength(6)
    for (const run of runs) expect(results('jobs-3', run)).toEqual(results('jobs-1', run))
    expect(results('jobs-1', 'deep-1').history.trainLoss).not.toEqual(results('jobs-1', 'deep-2').history.trainLoss)
    expect(untimed('jobs-3')).toEqual(untimed('jobs-1'))
  })

  it('trains the networks of some tasks only, with other settings, and says so', async () => {
    const flags = ['--only', '3b', '--epochs', '2', '--train-samples', '30', '--out', 'some']
    const { stdout } = await report(['toys.json', ...flags])
    expect(stdout).toContain('only 3b')
    expect(readdirSync(at('some', 'runs'))).toEqual(['deep-1', 'plain-1'])
    expect(readJson('some', 'runs', 'plain-1', 'history.json').trainLoss).toHaveLength(6)
    const page = readFileSync(at('some', 'report.md'), 'utf8')
    expect(page).toContain('`--train-samples 30`, `--epochs 2`')
  })

  it('prints report.json and nothing else for --json, nothing at all for --quiet', async () => {
    const json = await report(['toys.json', '--only', '3a', '--json', '--out', 'json'])
    expect(json).toMatchObject({ code: 0, stderr: '' })
    expect(json.stdout).toBe(readFileSync(at('json', 'report.json'), 'utf8'))
    const quiet = await report(['toys.json', '--only', '3a', '--quiet', '--out', 'quiet'])
    expect(quiet).toEqual({ code: 0, signal: null, stdout: '', stderr: '' })
  })

  it('reports a network that diverges, trains the others and exits 1', async () => {
    const { code, stdout, stderr } = await report(['wild.json', '--out', 'wild'])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    const sentence = /diverged at step \d+: the loss of the \S+ (batch|data) is (NaN|Infinity)/
    expect(stdout).toMatch(new RegExp(`^✗ wild {3}${sentence.source}$`, 'm'))
    expect(stdout).toMatch(new RegExp(`^✗ wild, seed 1: ${sentence.source}$`, 'm'))
    expect(readdirSync(at('wild', 'runs'))).toEqual(['plain-1'])
    const { networks } = untimed('wild')
    const wild = networks.find((network: { id: string }) => network.id === 'wild')
    expect(wild.runs[0]).toMatchObject({ status: 'failed', message: expect.stringMatching(sentence) })
  })
})

describe('blasnet report --resume', () => {
  it('trains nothing that is finished, and ends with the same report', async () => {
    await report(['toys.json', '--seeds', '2', '--quiet', '--out', 'whole'])
    const before = untimed('whole')
    const models = readdirSync(at('whole', 'runs')).map(run => at('whole', 'runs', run, 'model.safetensors'))
    const written = models.map(file => statSync(file).mtimeMs)
    const { code, stdout } = await report(['toys.json', '--seeds', '2', '--out', 'whole', '--resume'])
    expect(code).toBe(0)
    expect(stdout).toContain('6 taken over')
    expect(stdout).not.toMatch(/^✓/m)
    expect(models.map(file => statSync(file).mtimeMs)).toEqual(written)
    expect(untimed('whole')).toEqual(before)
  })

  it('trains again what is damaged, and adds seeds', async () => {
    await report(['toys.json', '--quiet', '--out', 'part'])
    truncateSync(at('part', 'runs', 'deep-1', 'model.safetensors'), 100)
    const { stdout } = await report(['toys.json', '--seeds', '2', '--out', 'part', '--resume'])
    expect(stdout).toMatch(/^deep-1 is trained again: damaged: .*model\.safetensors/m)
    expect(stdout).toContain('2 taken over')
    const trained = stdout.split('\n').flatMap(line => /^✓ (\w+, seed \d)/.exec(line)?.[1] ?? [])
    expect(trained.sort()).toEqual(['deep, seed 1', 'deep, seed 2', 'plain, seed 2', 'wide, seed 2'])
    await report(['toys.json', '--seeds', '2', '--quiet', '--out', 'fresh'])
    expect(untimed('part')).toEqual(untimed('fresh'))
    expect(results('part', 'deep-1')).toEqual(results('fresh', 'deep-1'))
  })

  it('trains again what has other settings', async () => {
    await report(['toys.json', '--only', '3a', '--quiet', '--out', 'other'])
    const { stdout } = await report(['toys.json', '--only', '3a', '--epochs', '3', '--out', 'other', '--resume'])
    expect(stdout).toMatch(/^plain-1 is trained again: its epochs is another one in 'config\.json'$/m)
    expect(readJson('other', 'runs', 'plain-1', 'history.json').trainLoss).toHaveLength(18)
  })
})

describe('an interrupted report', () => {
  it('says what is missing, and goes on to the same report as one that was not interrupted', async () => {
    const args = ['uneven.json', '--jobs', '2', '--gradcheck', '40', '--out', 'cut']
    const started = performance.now()
    const outcome = await report(args, { signal: { name: 'SIGINT', when: '✓ quick' } })
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(outcome).toMatchObject({ code: 130, signal: null })
    expect(outcome.stdout).toMatch(/^– slow .* interrupted at epoch /m)
    expect(outcome.stdout).toContain('To finish it\n  blasnet report uneven.json --gradcheck 40 --out cut --resume\n')
    const partial = readJson('cut', 'report.json')
    expect(partial).toMatchObject({ complete: false, times: { interrupted: true } })
    expect(partial.missing.join(' ')).toMatch(/slow.*interrupted/)
    expect(partial.networks.map((network: { runs: { status: string }[] }) => network.runs[0]?.status)).toContain(
      'interrupted',
    )
    for (const name of ['index.html', 'report.md']) expect(existsSync(at('cut', name))).toBe(true)
    const half = readJson('cut', 'runs', 'slow-1', 'history.json')
    expect(half.stopped.reason).toBe('aborted')
    expect(half.trainLoss.length).toBeLessThan(2500 * 6)

    const resumed = await report([...args, '--resume'])
    expect(resumed.code).toBe(0)
    expect(resumed.stdout).toMatch(/^slow-1 is trained again: it was interrupted$/m)
    const whole = await report([...args.slice(0, -1), 'uncut', '--quiet'])
    expect(whole.code).toBe(0)
    expect(untimed('cut')).toEqual(untimed('uncut'))
    for (const run of ['quick-1', 'slow-1', 'last-1']) expect(results('cut', run)).toEqual(results('uncut', run))
  })

  it('is one whole JSON document with --json', async () => {
    const args = ['report', 'uneven.json', '--jobs', '2', '--json', '--out', 'cut-json']
    const child = spawn(process.execPath, [blasnetBin, ...args], { cwd: folder })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    const ended = new Promise(resolve => child.on('close', resolve))
    const quick = at('cut-json', 'runs', 'quick-1', 'history.json')
    while (!existsSync(quick)) await sleep(10)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(JSON.parse(stdout)).toEqual(readJson('cut-json', 'report.json'))
    expect(JSON.parse(stdout)).toMatchObject({ complete: false })
  })
})

describe('what is refused', () => {
  beforeAll(() => mkdirSync(at('taken', 'runs'), { recursive: true }))

  it.each([
    [['none.json'], "cannot read the catalogue 'none.json': no such file or directory"],
    [['toys.json', '--only', '9'], '--only: expected tasks of the study: 1, 2, 3a, 3b, received "9"'],
    [['toys.json', '--only', '3,'], '--only: expected tasks separated by commas, as 3,4d, received "3,"'],
    [['toys.json', '--seeds', '0'], '--seeds: expected an integer at least 1 and at most 1000, received 0'],
    [['toys.json', '--gradcheck', 'most'], '--gradcheck: expected an integer at least 1, received "most"'],
    [
      ['toys.json', '--data', 'minst'],
      '--data: expected mnist, fashion-mnist or a directory of IDX files, received "minst"; did you mean mnist?',
    ],
    [
      ['toys.json', '--train-samples', '61'],
      "--train-samples: expected at most 60, which is all of 'toy training images', received 61",
    ],
    [
      ['toys.json', '--train-samples', '9'],
      'toys.json: config.batchSize: expected at most the 9 training samples, received 10',
    ],
    [
      ['toys.json', '--out', 'taken'],
      "--out: 'taken' holds a report already (runs); add --resume to go on with it or --force to make it anew, or choose another folder",
    ],
    [
      ['--resume', '--force'],
      "report: option '--resume' cannot be used with option '--force'; 'blasnet report --help' shows what there is",
    ],
  ])('%j', async (args, sentence) => {
    const refused = await report(args.includes('--out') ? args : [...args, '--out', 'refused'])
    expect(refused).toEqual({ code: 2, signal: null, stdout: '', stderr: `blasnet: ${sentence}\n` })
    expect(existsSync(at('refused'))).toBe(false)
  })
})
