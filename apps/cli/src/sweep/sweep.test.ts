import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { type BlasnetOptions, blasnetBin, runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'

const folder = temporaryFolder()
const at = (...parts: string[]) => path.join(folder, ...parts)
const fixed = ['--data', 'toy', '--batch-size', '10', '--epochs', '4', '--activation', 'tanh']
const small = [...fixed, '--vary', 'learning-rate=0.01,0.1', '--vary', 'hidden=4,6-5', '--seeds', '2']

beforeAll(() => writeToyData(at('toy')))

function sweep(args: readonly string[], options: BlasnetOptions = {}) {
  return runBlasnet(['sweep', ...args], { cwd: folder, ...options })
}

function readJson(...file: string[]) {
  return JSON.parse(readFileSync(at(...file), 'utf8'))
}

/** All that a sweep says of its trials, but for what the clock says. */
function untimed(out: string) {
  const { trials, ...rest } = readJson(out, 'results.json')
  return { ...rest, trials: trials.map(({ seconds: _, ...trial }: { seconds: number }) => trial) }
}

/** When the model of each trial was written. */
function written(out: string) {
  return Object.fromEntries(
    readdirSync(at(out, 'runs')).map(name => [name, statSync(at(out, 'runs', name, 'history.json')).mtimeMs]),
  )
}

describe('blasnet sweep', () => {
  it('trains every combination into a folder of its own, and ends with table, figure and command', async () => {
    const { code, stdout, stderr } = await sweep([...small, '--out', 'grid'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.split('\n')
    expect(lines[0]).toBe('4 combinations · learning-rate 0.01, 0.1 · hidden 4, 6-5')
    expect(lines[1]).toMatch(/^seeds 1 to 2 · toy · 10 training images held out · \d+ at a time · into grid$/)
    expect(lines.filter(line => line.startsWith('✓ '))).toHaveLength(8)
    const rows = lines.slice(lines.findIndex(line => line.startsWith('───')) + 1).slice(0, 4)
    const accuracies = rows.map(row => Number(/(\d+\.\d+) %/.exec(row)![1]))
    expect(accuracies).toEqual(accuracies.toSorted((a, b) => b - a))
    const [rate, hidden] = rows[0]!.trim().split(/\s+/)
    const best = `--learning-rate ${rate} --hidden ${hidden}`
    expect(stdout).toContain(
      `\n  blasnet train --data ${at('toy')} --activation tanh --batch-size 10 --epochs 4 ${best}\n`,
    )
    expect(readdirSync(at('grid')).sort()).toEqual([
      'results.csv',
      'results.json',
      'runs',
      'sweep.json',
      'sweep.png',
      'sweep.svg',
    ])
    expect(readFileSync(at('grid', 'results.csv'), 'utf8').split('\n')).toHaveLength(1 + 8 + 1)
    expect([...readFileSync(at('grid', 'sweep.png')).subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
    expect(untimed('grid')).toMatchObject({ metric: 'accuracy', complete: true })
  })

  it('leaves ordinary runs, validated on training images', async () => {
    const run = 'learning-rate=0.1,hidden=6-5,seed=2'
    expect(readdirSync(at('grid', 'runs', run)).sort()).toEqual(['config.json', 'history.json', 'model.safetensors'])
    const config = readJson('grid', 'runs', run, 'config.json')
    expect(config).toMatchObject({ learningRate: 0.1, hidden: [6, 5], seed: 2, epochs: 4, trainSamples: 50 })
    const history = readJson('grid', 'runs', run, 'history.json')
    expect(history.heldOut).toEqual({ trainingImages: 10 })
    // Ten images: accuracies are tenths, which of the twelve test images they would not be.
    for (const { accuracy } of history.validation) expect(accuracy * 10).toBeCloseTo(Math.round(accuracy * 10), 9)
    const { code, stdout } = await runBlasnet(['evaluate', at('grid', 'runs', run), '--json'])
    expect([code, JSON.parse(stdout).count]).toEqual([0, 12])
  })

  it('does not depend on test images', async () => {
    await writeToyData(at('noisy'), {
      testLabels: Array(12).fill(2),
      pixel: (label, pixel, sample) => (label === 2 ? 3 : (pixel * 7 + sample) % 99),
    })
    for (const kind of ['images-idx3', 'labels-idx1']) {
      writeFileSync(at('noisy', `train-${kind}-ubyte`), readFileSync(at('toy', `train-${kind}-ubyte`)))
    }
    await sweep([...small.map(each => (each === 'toy' ? 'noisy' : each)), '--out', 'noise'])
    const figures = (out: string) =>
      untimed(out).trials.map(({ loss, accuracy }: { loss: number; accuracy: number }) => [loss, accuracy])
    expect(figures('noise')).toEqual(figures('grid'))
  })

  it('gives the same whatever --jobs is, and with --json nothing but the document', async () => {
    const { stdout, stderr } = await sweep([...small, '--out', 'alone', '--jobs', '1', '--json', '--no-models'])
    expect(stderr).toBe('')
    const { folder: out, files, ...document } = JSON.parse(stdout)
    expect([out, files.csv]).toEqual(['alone', path.join('alone', 'results.csv')])
    expect(document.trials).toHaveLength(8)
    expect(untimed('alone')).toEqual(untimed('grid'))
    expect(readdirSync(at('alone', 'runs', 'learning-rate=0.1,hidden=4,seed=1')).sort()).toEqual([
      'config.json',
      'history.json',
    ])
  })

  it('takes over what is finished, and trains again what is not whole or of other settings', async () => {
    const before = written('grid')
    const results = untimed('grid')
    const run = (name: string, file: string) => at('grid', 'runs', name, file)
    truncateSync(run('learning-rate=0.01,hidden=4,seed=1', 'history.json'), 100)
    rmSync(run('learning-rate=0.01,hidden=4,seed=2', 'model.safetensors'))
    const other = run('learning-rate=0.1,hidden=4,seed=1', 'config.json')
    writeFileSync(other, readFileSync(other, 'utf8').replace('"epochs": 4', '"epochs": 5'))
    rmSync(at('grid', 'runs', 'learning-rate=0.1,hidden=4,seed=2'), { recursive: true })
    const { code, stdout } = await sweep(['--resume', 'grid'])
    expect(code).toBe(0)
    expect(stdout).toContain('4 taken over')
    expect(stdout).toContain(
      "learning-rate=0.1,hidden=4,seed=1 is trained again: its epochs is another one in 'config.json'",
    )
    expect(stdout.split('\n').filter(line => line.startsWith('✓ '))).toHaveLength(4)
    const after = written('grid')
    const again = Object.keys(after).filter(name => after[name] !== before[name])
    expect(again.every(name => name.includes('hidden=4'))).toBe(true)
    expect(again).toHaveLength(4)
    expect(untimed('grid')).toEqual(results)
  })

  it('goes on in the same folder when the same command comes again', async () => {
    const args = [...fixed, '--random', '3', '--sample', 'learning-rate=log:0.01:1', '--no-models']
    const first = await sweep(args)
    const out = /into (runs\/sweep-learning-rate-[0-9a-f]{6})/.exec(first.stdout)![1]!
    const before = written(out)
    const { stdout } = await sweep([...args, '--metric', 'loss'])
    expect(stdout).toContain('3 taken over')
    expect(stdout).toContain(`into ${out}`)
    expect(written(out)).toEqual(before)
    expect(readJson(out, 'results.json').metric).toBe('loss')
  })

  it('counts divergence as a result, which need not be found again', async () => {
    const args = [...fixed, '--activation', 'relu', '--vary', 'learning-rate=1e30,0.1', '--out', 'wild']
    const { code, stdout } = await sweep(args)
    expect(code).toBe(0)
    expect(stdout).toMatch(/✗ 1e30 +diverged at step \d+: the loss of the /)
    expect(stdout).toContain('1 trial diverged.')
    const { trials, best } = readJson('wild', 'results.json')
    expect(trials[0]).toMatchObject({ status: 'diverged', message: expect.stringMatching(/^diverged at step \d+/) })
    expect(best.values).toEqual({ learningRate: 0.1 })
    expect(readdirSync(at('wild', 'runs', 'learning-rate=1e30')).sort()).toEqual(['config.json', 'diverged.json'])
    const again = await sweep(args)
    expect(again.stdout).toContain('2 taken over')
    expect(again.stdout).not.toContain('✗')
    // Of other settings it says nothing about these.
    const config = at('wild', 'runs', 'learning-rate=1e30', 'config.json')
    writeFileSync(config, readFileSync(config, 'utf8').replace('"learningRate": 1e+30', '"learningRate": 1e+29'))
    expect((await sweep(args)).stdout).toContain('1 taken over')
  })

  it('interrupted, says what is missing and how to go on, which then gives all of it', async () => {
    const long = ['--data', 'toy', '--batch-size', '10', '--patience', 'none', '--jobs', '1', '--hidden', '60']
    const args = [...long, '--vary', 'epochs=1500,10,11', '--out', 'cut']
    const { code, stdout } = await sweep([...args, '--max-minutes', '10'], {
      signal: { name: 'SIGINT', when: 'into cut' },
    })
    expect(code).toBe(130)
    expect(stdout).toMatch(/\d trials of 3 are not trained\./)
    expect(stdout).toContain('To finish it\n  blasnet sweep --resume cut\n')
    expect(readdirSync(at('cut')).filter(name => name.startsWith('.'))).toEqual([])
    const resumed = await sweep(['--resume', 'cut'])
    expect(resumed.code).toBe(0)
    expect(readJson('cut', 'results.json').complete).toBe(true)
    await sweep([...args.slice(0, -1), 'uncut'])
    expect(untimed('cut')).toEqual(untimed('uncut'))
  })

  it('killed, leaves what the next one takes over; two at once refuse each other', async () => {
    const long = [
      '--data',
      'toy',
      '--batch-size',
      '10',
      '--patience',
      'none',
      '--jobs',
      '2',
      '--hidden',
      '60',
      '--out',
      'killed',
    ]
    const args = ['sweep', ...long, '--vary', 'epochs=500000,5,6']
    const child = spawn(process.execPath, [blasnetBin, ...args], { cwd: folder, stdio: 'ignore' })
    const done = ['epochs=5', 'epochs=6'].map(name => at('killed', 'runs', name, 'history.json'))
    for (let tries = 0; tries < 400 && !done.every(existsSync); tries++) await sleep(50)
    expect(done.every(existsSync)).toBe(true)
    const { code, stderr } = await sweep(['--resume', 'killed'])
    expect(code).toBe(2)
    expect(stderr).toBe(`blasnet: 'killed': another sweep is at work there, process ${child.pid}\n`)
    const gone = new Promise(resolve => child.on('exit', resolve))
    child.kill('SIGKILL')
    await gone
    const { stdout } = await sweep(['--resume', 'killed'], { signal: { name: 'SIGTERM', when: 'taken over' } })
    expect(stdout).toContain('2 taken over')
    expect(readJson('killed', 'results.json').trials.map(({ status }: { status: string }) => status)).toEqual([
      'missing',
      'finished',
      'finished',
    ])
  })

  it('begins nothing once --max-minutes have passed', async () => {
    const { code, stdout } = await sweep([...small, '--out', 'late', '--max-minutes', '1e-6'])
    expect(code).toBe(0)
    expect(stdout).toContain('8 trials of 8 are not trained.')
    expect(stdout).not.toContain('Figure')
    expect(existsSync(at('late', 'runs'))).toBe(false)
  })

  it('with --dry-run prints the trials and writes nothing', async () => {
    const { stdout } = await sweep([...small, '--out', 'dry', '--dry-run'])
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toBe('8 trials · learning-rate 0.01, 0.1 · hidden 4, 6-5')
    expect(lines.slice(2).map(line => line.trim().split(/\s+/))).toEqual([
      ['learning-rate', 'hidden', 'seed'],
      expect.any(Array),
      ...['0.01', '0.1'].flatMap(rate => ['4', '6-5'].flatMap(hidden => ['1', '2'].map(seed => [rate, hidden, seed]))),
    ])
    expect(existsSync(at('dry'))).toBe(false)
  })

  it.each<[string, readonly string[], string]>([
    [
      'test images',
      ['--vary', 'hidden=4', '--validation-samples', '5'],
      '--validation-samples: a sweep never looks at test images',
    ],
    ['no setting', ['--vary', 'hiden=4'], "--vary: no setting is called 'hiden'; did you mean hidden?"],
    [
      'a folder of another sweep',
      [...fixed, '--vary', 'hidden=4', '--out', 'wild'],
      "--out: 'wild' holds another sweep",
    ],
    [
      'a folder of something else',
      [...fixed, '--vary', 'hidden=4', '--out', 'wild/runs/learning-rate=0.1'],
      'holds something else than a sweep (history.json)',
    ],
    [
      'a folder that is no sweep',
      ['--resume', 'toy'],
      "--resume: expected the folder of a sweep, received 'toy', which has no sweep.json",
    ],
    ['--resume with a question', ['--resume', 'wild', '--seeds', '2'], 'received --seeds too'],
    ['a flag refused', ['--vary', 'hidden=4', '--epochs', '0'], '--epochs: expected an integer at least 1'],
    [
      'a value too large for the data',
      [...fixed.slice(0, 2), '--vary', 'batch-size=10,51'],
      '--vary batch-size: expected at most the 50 training samples, received 51',
    ],
    [
      'all images held out',
      [...fixed, '--vary', 'hidden=4', '--hold-out', '60'],
      '--hold-out: expected fewer than the 60 training images',
    ],
    ['a missing data set', ['--vary', 'data=toy,toi'], '--vary data: expected mnist, fashion-mnist or a directory'],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await sweep(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})
