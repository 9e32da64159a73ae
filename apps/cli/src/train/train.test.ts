import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadNetwork } from '@blasnet/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { blasnetBin, runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'
import type { RunHistory } from './history.ts'

// Toy data: 60 training samples of 4 × 4 pixels in three classes. Batches of 10 make 6 steps an epoch.
const folder = temporaryFolder()
const data = path.join(folder, 'toy')
const toy = ['--data', data, '--batch-size', '10', '--hidden', '8', '--epochs', '3']
// Long enough to be interrupted after its first line of progress, which comes after 400 epochs.
const endless = ['--epochs', '20000', '--patience', 'none', '--batch-size', '1', '--hidden', '256']
const runFiles = ['config.json', 'history.json', 'model.safetensors']

beforeAll(() => writeToyData(data))

const silentSuccess = { code: 0, signal: null, stdout: '', stderr: '' }
const at = (...parts: string[]) => path.join(folder, ...parts)
const readJson = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T
const readHistory = (run: string) => readJson<RunHistory>(at(run, 'history.json'))

describe('blasnet train', () => {
  it('writes the model, its history and its configuration', async () => {
    const { code, stderr } = await runBlasnet(['train', ...toy, '--out', at('plain')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readdirSync(at('plain')).sort()).toEqual(runFiles)

    const history = readHistory('plain')
    expect(Object.keys(history)).toEqual([
      'parameters',
      'trainLoss',
      'validation',
      'stopped',
      'normalisation',
      'machine',
      'seconds',
    ])
    expect(history.parameters).toBe(17 * 8 + 8 * 3)
    expect(history.trainLoss).toHaveLength(18)
    // ⌊6 / 5⌋ = 1: after every step.
    expect(history.validation.map(point => point.step)).toEqual(Array.from({ length: 18 }, (_, step) => step))
    expect(Object.keys(history.validation[0]!)).toEqual(['step', 'loss', 'accuracy', 'trainAccuracy'])
    expect(history.stopped).toEqual({ reason: 'completed', step: 17, epoch: 3 })
    expect(Object.keys(history.normalisation)).toEqual(['mean', 'std'])
    expect(history.normalisation.std).toBeGreaterThan(50)
    expect(Object.keys(history.machine)).toEqual([
      'cpu',
      'memory',
      'os',
      'node',
      'blasnet',
      'openblas',
      'simd',
      'compiler',
    ])
    expect(history.machine.openblas.threads).toBe(1)
    expect(history.machine.node).toBe(process.versions.node)
    const { total, training, validation, loading } = history.seconds
    expect(total).toBeGreaterThanOrEqual(training + validation + loading)
    expect(Math.min(training, validation, loading)).toBeGreaterThan(0)

    const network = await loadNetwork(at('plain', 'model.safetensors'))
    expect(network.parameterCount).toBe(history.parameters)
    expect(network.layers.map(({ units, activation, bias }) => ({ units, activation, bias }))).toEqual([
      { units: 8, activation: 'sigmoid', bias: true },
      { units: 3, activation: 'identity', bias: false },
    ])
    expect(network.normalisation?.mean).toBe(history.normalisation.mean)
    network.dispose()
  })

  it('draws weights, bias and learning rates as asked, draws the rates before, and repeats all of it', async () => {
    const flags = ['--initializer', 'glorot-normal', '--bias-initializer', 'constant:0.5', '--show-schedule']
    const schedule = ['--schedule', 'cosine:0.01', '--warmup', '1epoch']
    const { code, stdout, stderr } = await runBlasnet(['train', ...toy, ...flags, ...schedule, '--out', at('cosine')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.split('\n')
    expect(lines[2]).toBe(
      'glorot-normal · bias constant:0.5 · SGD · learning rate 0.1 · cosine:0.01 · warm-up of 1 epoch',
    )
    expect(lines.slice(5, 7)).toEqual(['learning rate', expect.stringMatching(/^0\.1 ┤ {17}▁{3}█{4}▇{3}/)])
    expect(lines[13]).toMatch(/^ {5}0 {52}epoch 3$/)
    const config = readJson<Record<string, unknown>>(at('cosine', 'config.json'))
    expect(config).toMatchObject({
      initializer: { kind: 'glorot-normal' },
      biasInitializer: { kind: 'constant', value: 0.5 },
      schedule: { kind: 'cosine', minimum: 0.01 },
      warmup: { epochs: 1 },
    })
    const again = ['train', '--config', at('cosine', 'config.json'), '--out', at('cosine-again'), '--quiet']
    expect(await runBlasnet(again)).toEqual(silentSuccess)
    const { trainLoss } = readHistory('cosine')
    expect(readHistory('cosine-again').trainLoss).toEqual(trainLoss)
    expect(readJson(at('cosine-again', 'config.json'))).toEqual(config)
    // The flag takes back what the file says.
    expect(await runBlasnet([...again.slice(0, 4), at('constant'), '--quiet', '--warmup', 'none'])).toEqual(
      silentSuccess,
    )
    expect(readHistory('constant').trainLoss[0]).toBe(trainLoss[0])
    expect(readHistory('constant').trainLoss[1]).not.toBe(trainLoss[1])
  })

  it('trains with everything there is, measures the test images in the end, and repeats it', async () => {
    const network = ['--activation', 'leaky-relu:0.1', '--batch-norm', '--dropout', '0.2', '--input-dropout', '0.1']
    const loss = ['--label-smoothing', '0.1', '--class-weights', '1,2,1.5']
    const steps = ['--optimizer', 'adam:beta2=0.99', '--schedule', 'cosine', '--weight-decay', '0.001']
    const limits = ['--l1', '1e-5', '--l2', '1e-4', '--max-norm', '4', '--clip-norm', '2', '--clip-value', '1']
    const stopping = ['--averaging', '0.9', '--stop-metric', 'accuracy', '--restore-best']
    const held = ['--train-samples', '40', '--test']
    const all = [...network, ...loss, ...steps, ...limits, ...stopping, ...held]
    const { code, stdout, stderr } = await runBlasnet(['train', ...toy, ...all, '--out', at('everything')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.split('\n')
    expect(lines[0]).toBe(
      '16-8-3 · leaky-relu 0.1 · batch norm · dropout 0.2 · input dropout 0.1 · 168 parameters · float32',
    )
    expect(lines[1]).toMatch(/toy · 40 training samples · 20 validation samples, held out$/)
    expect(stdout).toMatch(
      /^epoch 3\/3 {2}step 12 {2}loss \S+ {2}validation \S+ +\S+ % {2}rate \S+ +[\d,]+ samples\/s$/m,
    )

    const history = readHistory('everything')
    expect(history.test).toMatchObject({ samples: 12 })
    expect(history.test!.accuracy).toBe(history.test!.correct / 12)
    expect(stdout).toContain(`test accuracy        ${(history.test!.accuracy * 100).toFixed(2)} %`)
    // The rate of the step: half a cosine over 12 steps, from the rate that adam starts with.
    for (const { step, learningRate } of history.validation) {
      expect(learningRate).toBeCloseTo(0.0005 * (1 + Math.cos((Math.PI * step) / 12)), 9)
    }
    const best = history.validation.reduce((a, b) => (b.accuracy > a.accuracy ? b : a))
    expect(history.stopped.restoredStep ?? 11).toBe(best.step)

    const evaluated = await runBlasnet(['evaluate', at('everything'), '--json'])
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ correct: history.test!.correct, count: 12 })
    const inspected = await runBlasnet(['inspect', at('everything'), '--json'])
    expect(JSON.parse(inspected.stdout)).toMatchObject({
      inputDropout: 0.1,
      parameters: 168,
      layers: [
        {
          activation: { kind: 'leaky-relu', slope: 0.1 },
          bias: false,
          dropout: 0.2,
          l1: 1e-5,
          l2: 1e-4,
          parameters: 144,
        },
        { bias: false, l1: 1e-5, l2: 1e-4, parameters: 24 },
      ],
    })

    const config = readJson<Record<string, unknown>>(at('everything', 'config.json'))
    expect(config).toMatchObject({
      ...{ validateOn: 'held-out', test: true, optimizer: { kind: 'adam', beta2: 0.99 }, learningRate: 0.001 },
      ...{ weightDecay: 0.001, classWeights: [1, 2, 1.5], averaging: 0.9, stopMetric: 'accuracy', restoreBest: true },
    })
    const again = ['train', '--config', at('everything', 'config.json'), '--quiet', '--out']
    expect(await runBlasnet([...again, at('everything-again')])).toEqual(silentSuccess)
    const { trainLoss, validation, test } = readHistory('everything-again')
    expect({ trainLoss, validation, test }).toEqual({
      ...{ trainLoss: history.trainLoss, validation: history.validation, test: history.test },
    })
    expect(readJson(at('everything-again', 'config.json'))).toEqual(config)
    // Flags take back what the file says; another optimizer does not take over the rate and the decay of this one.
    const back = ['--no-batch-norm', '--no-restore-best', '--no-test', '--class-weights', 'none', '--averaging', 'none']
    const other = ['--optimizer', 'sgd', '--schedule', 'constant', '--clip-norm', 'none']
    expect(await runBlasnet([...again, at('taken-back'), ...back, ...other])).toEqual(silentSuccess)
    expect(readHistory('taken-back')).not.toHaveProperty('test')
    expect(readJson(at('taken-back', 'config.json'))).toMatchObject({
      ...{ batchNorm: false, restoreBest: false, test: false, classWeights: null, averaging: null, clipNorm: null },
      ...{ optimizer: { kind: 'sgd' }, learningRate: 0.1, weightDecay: null, dropout: 0.2 },
    })
  })

  it('trains on all training images without a validation, and tests', async () => {
    const all = ['--train-samples', 'all', '--test', '--loss', 'mean-squared-error', '--optimizer', 'rmsprop']
    const { code, stdout } = await runBlasnet(['train', ...toy, ...all, '--out', at('all')])
    expect(code).toBe(0)
    expect(stdout).toMatch(/toy · 60 training samples · no validation\n/)
    expect(stdout).not.toContain('validation accuracy')
    const history = readHistory('all')
    expect(history.validation).toEqual([])
    expect(history.test).toMatchObject({ samples: 12 })
    const evaluated = await runBlasnet(['evaluate', at('all'), '--json'])
    const { loss, lossFunction, accuracy } = JSON.parse(evaluated.stdout)
    expect(lossFunction).toBe('mean-squared-error')
    expect({ loss, accuracy }).toEqual({ loss: history.test!.loss, accuracy: history.test!.accuracy })
    const compared = await runBlasnet(['compare', at('all'), at('plain'), '--out', at('compared'), '--json'])
    expect(compared.code).toBe(0)
    expect(JSON.parse(compared.stdout).runs[0].test).toEqual(history.test)
  })

  it('distorts images anew each time, and the same way when it is repeated', async () => {
    const augment = ['--augment', 'shift=1,rotation=20']
    const { code, stdout, stderr } = await runBlasnet(['train', ...toy, ...augment, '--out', at('augmented')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('augmented shift=1,rotation=20')
    const { trainLoss } = readHistory('augmented')
    expect(trainLoss[0]).not.toBe(readHistory('plain').trainLoss[0])
    const config = at('augmented', 'config.json')
    expect(readJson(config)).toMatchObject({ augment: { shift: 1, rotation: 20 } })
    const again = ['train', '--config', config, '--quiet', '--out']
    expect(await runBlasnet([...again, at('augmented-again')])).toEqual(silentSuccess)
    expect(readHistory('augmented-again').trainLoss).toEqual(trainLoss)
    expect(await runBlasnet([...again, at('not-augmented'), '--augment', 'none'])).toEqual(silentSuccess)
    expect(readHistory('not-augmented').trainLoss).toEqual(readHistory('plain').trainLoss)
    const usual = await runBlasnet(['train', ...toy, '--augment', '--max-steps', '1', '--out', at('usual'), '--quiet'])
    expect(usual).toEqual(silentSuccess)
    expect(readJson(at('usual', 'config.json'))).toMatchObject({ augment: { shift: 1, elastic: { strength: 36 } } })
  })

  it('reads the configuration of a run that is older than most settings', async () => {
    const older = { data, hidden: [8], optimizer: 'sgd', learningRate: 0.1, batchSize: 10, epochs: 3 }
    writeFileSync(at('older.json'), JSON.stringify({ ...older, initializer: { kind: 'uniform', low: -1, high: 1 } }))
    const { code, stderr } = await runBlasnet(['train', '--config', at('older.json'), '--out', at('older'), '--quiet'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readHistory('older').trainLoss).toEqual(readHistory('plain').trainLoss)
    expect(readJson(at('older', 'config.json'))).toMatchObject({ optimizer: { kind: 'sgd' }, dropout: 0, test: false })
  })

  it.each([
    [['--test', '--validate-on', 'test'], '--validate-on: expected held-out or none beside --test'],
    [['--test'], '--validate-on: expected none, or less --train-samples, as all 60 training images are trained on'],
    [['--optimizer', 'adam', '--momentum', '0.9'], '--momentum: expected 0 beside adam, which has none, received 0.9'],
    [['--class-weights', '1,2'], '--class-weights: expected 3 numbers, one for each class'],
    [
      ['--batch-norm', '--bias-initializer', 'constant:1'],
      "--bias-initializer: expected 'default' beside batch normalisation",
    ],
    [['--warmup', '3epochs'], '--warmup.epochs: expected fewer than the 18 steps of the run, received 3'],
    [['--schedule', 'cosin'], /did you mean cosine\?\n$/],
    [
      ['--initializer', 'orthogonal', '--bias-initializer', 'with-weights'],
      "--bias-initializer: expected another one than 'with-weights' beside orthogonal weights",
    ],
  ])('refuses %j, before anything is written', async (flags, message) => {
    const { code, stdout, stderr } = await runBlasnet(['train', ...toy, ...flags, '--out', at('refused')])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(existsSync(at('refused'))).toBe(false)
  })

  it('prints plain lines where there is no terminal: the network, a line an epoch, the end', async () => {
    const { stdout } = await runBlasnet(['train', ...toy, '--out', at('lines')])
    expect(stdout).not.toContain('\x1b')
    const lines = stdout.split('\n')
    expect(lines[0]).toBe('16-8-3 · sigmoid · 160 parameters · float32')
    expect(lines[1]).toMatch(/toy · 60 training samples · 12 validation samples$/)
    expect(lines[2]).toBe('uniform:-1,1 · SGD · learning rate 0.1 · momentum 0 · batch 10 · seed 1')
    const epochs = lines.filter(line => line.startsWith('epoch '))
    expect(epochs.map(line => line.replace(/loss.*/, ''))).toEqual([
      'epoch 1/3  step  6  ',
      'epoch 2/3  step 12  ',
      'epoch 3/3  step 18  ',
    ])
    expect(lines).toContain('Finished · 3 epochs · 18 steps')
    const last = readHistory('lines').validation.at(-1)!
    expect(stdout).toContain(`validation accuracy  ${(last.accuracy * 100).toFixed(2)} %`)
    expect(stdout).toMatch(/Next\n {2}blasnet evaluate .*lines\n$/)
  })

  it('prints about fifty lines however many epochs there are', async () => {
    const { stdout } = await runBlasnet([
      'train',
      ...toy,
      '--epochs',
      '1000',
      '--patience',
      'none',
      '--out',
      at('long'),
    ])
    const epochs = stdout.split('\n').filter(line => line.startsWith('epoch '))
    expect(epochs).toHaveLength(50)
    expect(epochs.at(-1)).toMatch(/^epoch 1000\/1000 {2}step 6,000 /)
  })

  it('prints one JSON document and nothing else for --json: the history and where it is', async () => {
    const { code, stdout, stderr } = await runBlasnet(['train', ...toy, '--json', '--out', 'json'], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { files, ...history } = JSON.parse(stdout)
    // The file and the document hold the same digits, and JSON.parse gives the same float64 back.
    expect(history).toEqual(readHistory('json'))
    expect(files).toEqual({
      folder: at('json'),
      model: at('json', 'model.safetensors'),
      config: at('json', 'config.json'),
      history: at('json', 'history.json'),
    })
    expect(history.trainLoss.some((loss: number) => String(loss).length > 16)).toBe(true)
  })

  it('prints nothing at all for --quiet', async () => {
    const outcome = await runBlasnet(['train', ...toy, '--quiet', '--out', at('quiet')])
    expect(outcome).toEqual({ code: 0, signal: null, stdout: '', stderr: '' })
    expect(readdirSync(at('quiet')).sort()).toEqual(runFiles)
  })

  it('repeats a run bit for bit from its config.json', async () => {
    const settings = [
      '--preset',
      'all',
      '--hidden',
      '6,5',
      '--seed',
      '9',
      '--train-samples',
      '50',
      '--dtype',
      'float64',
    ]
    await runBlasnet(['train', ...toy, ...settings, '--quiet', '--out', at('first')])
    const config = at('first', 'config.json')
    await runBlasnet(['train', '--config', config, '--quiet', '--out', at('again')])
    expect(readJson(config)).toMatchObject({ trainSamples: 50, validationSamples: 12, hidden: [6, 5], momentum: 0.9 })
    expect(readFileSync(at('again', 'config.json'), 'utf8')).toBe(readFileSync(config, 'utf8'))
    expect(readFileSync(at('again', 'model.safetensors'))).toEqual(readFileSync(at('first', 'model.safetensors')))
    expect(readHistory('again').trainLoss).toEqual(readHistory('first').trainLoss)

    await runBlasnet(['train', '--config', config, '--seed', '10', '--quiet', '--out', at('other')])
    expect(readHistory('other').trainLoss[0]).not.toBe(readHistory('first').trainLoss[0])
  })

  it('goes on from the weights of another run', async () => {
    await runBlasnet(['train', ...toy, '--quiet', '--no-shuffle', '--epochs', '2', '--out', at('two')])
    await runBlasnet(['train', ...toy, '--quiet', '--no-shuffle', '--epochs', '1', '--out', at('one')])
    const weights = ['--initial-weights', at('one', 'model.safetensors')]
    await runBlasnet(['train', ...toy, ...weights, '--quiet', '--no-shuffle', '--epochs', '1', '--out', at('more')])
    expect(readHistory('more').trainLoss).toEqual(readHistory('two').trainLoss.slice(6))
  })

  it('stops at --max-steps and by --patience', async () => {
    await runBlasnet(['train', ...toy, '--quiet', '--max-steps', '7', '--out', at('steps')])
    expect(readHistory('steps').stopped).toEqual({ reason: 'max-steps', step: 6, epoch: 7 / 6 })

    const overfit = ['--epochs', '5000', '--patience', '2', '--learning-rate', '5', '--momentum', '0.9']
    await runBlasnet(['train', ...toy, ...overfit, '--quiet', '--out', at('patience')])
    const { stopped, validation } = readHistory('patience')
    expect(stopped.reason).toBe('early-stopping')
    const [oldest, ...later] = validation.slice(-3).map(point => point.loss)
    expect(Math.min(...later)).toBeGreaterThanOrEqual(oldest!)
  })
})

describe('where a run is written', () => {
  it('is a new folder of runs/ each time, named after data, hidden layers and preset', async () => {
    const cwd = at('here')
    mkdirSync(cwd)
    const args = ['train', ...toy, '--quiet', '--max-steps', '2']
    for (let i = 0; i < 2; i++) expect(await runBlasnet(args, { cwd })).toEqual(silentSuccess)
    expect(await runBlasnet([...args, '--preset', 'all'], { cwd })).toEqual(silentSuccess)
    expect(await runBlasnet([...args, '--momentum', '0.5'], { cwd })).toEqual(silentSuccess)
    const names = readdirSync(path.join(cwd, 'runs')).sort()
    expect(names).toHaveLength(4)
    expect(names).toEqual([
      expect.stringMatching(/^toy-8-\d{8}-\d{6}$/),
      'toy-8-all',
      'toy-8-baseline',
      'toy-8-baseline-2',
    ])
  })

  it('is never a folder that holds a run, unless --force says so', async () => {
    const args = ['train', ...toy, '--quiet', '--max-steps', '2', '--out', at('taken')]
    expect(await runBlasnet(args)).toEqual(silentSuccess)
    const before = readFileSync(at('taken', 'model.safetensors'))
    const refused = await runBlasnet([...args, '--seed', '2'])
    expect(refused.code).toBe(2)
    expect(refused.stderr).toBe(
      `blasnet: --out: '${at('taken')}' holds a run already (history.json); choose another folder, or add --force to overwrite it\n`,
    )
    expect(readFileSync(at('taken', 'model.safetensors'))).toEqual(before)
    expect(await runBlasnet([...args, '--seed', '2', '--force'])).toEqual(silentSuccess)
    expect(readFileSync(at('taken', 'model.safetensors'))).not.toEqual(before)
    expect(readdirSync(at('taken')).sort()).toEqual(runFiles)
  })

  it('is checked before training starts', async () => {
    writeFileSync(at('file'), '')
    const inFile = await runBlasnet(['train', ...toy, '--out', at('file', 'x')])
    const why = 'part of the path is not a directory'
    expect(inFile).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `blasnet: cannot write in '${at('file', 'x')}': ${why}\n`,
    })
    const isFile = await runBlasnet(['train', ...toy, '--out', at('file')])
    expect(isFile).toMatchObject({ code: 2, stdout: '' })
    expect(isFile.stderr).toBe(`blasnet: --out: expected a folder, received '${at('file')}', which is a file\n`)
  })

  it('is left as it was when a run fails', async () => {
    const diverging = ['--activation', 'relu', '--learning-rate', '1e30', '--out', at('new', 'folder')]
    const { code, stderr } = await runBlasnet(['train', ...toy, ...diverging, '--quiet'])
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^blasnet: training diverged: the loss of the .* at step \d+ is (NaN|Infinity)(, first in layer \d)?; try a --learning-rate well below 1e\+30, or --initializer fan-in-normal, or --clip-norm 1; nothing was written\n$/,
    )
    expect(readdirSync(folder)).not.toContain('new')
  })
})

describe('settings that do not fit the data', () => {
  it.each([
    [
      ['--train-samples', '61'],
      "--train-samples: expected at most 60, which is all of 'toy training images', received 61",
    ],
    [
      ['--validation-samples', '13'],
      "--validation-samples: expected at most 12, which is all of 'toy test images', received 13",
    ],
    [['--batch-size', '61'], '--batch-size: expected at most the 60 training samples, received 61'],
    [['--hidden', '16777216x2'], '--hidden: expected at most 268435456 parameters in all, received 281475312254976'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await runBlasnet(['train', ...toy, ...args, '--out', at('unfit')])
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `blasnet: ${sentence}\n` })
    expect(readdirSync(folder)).not.toContain('unfit')
  })
})

describe('an interrupted run', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s saves what was trained and exits %i', async (name, exitCode) => {
    const out = at(name)
    const args = ['train', ...toy, ...endless, '--out', out]
    const outcome = await runBlasnet(args, { signal: { name, when: 'epoch   400/20000' } })
    expect(outcome.signal).toBeNull()
    expect(outcome.code).toBe(exitCode)
    const { stopped, trainLoss, validation } = readHistory(name)
    expect(stopped.reason).toBe('aborted')
    expect(stopped.step).toBe(trainLoss.length - 1)
    expect(trainLoss.length).toBeGreaterThanOrEqual(400 * 60)
    expect(validation.length).toBeGreaterThanOrEqual(400 * 5)
    expect(outcome.stdout).toContain('Interrupted · ')
    expect(readdirSync(out).sort()).toEqual(runFiles)
    const network = await loadNetwork(path.join(out, 'model.safetensors'))
    expect(network.parameterCount).toBe(17 * 256 + 256 * 3)
    network.dispose()
  })

  it('is one whole JSON document with --json', async () => {
    const child = spawn(process.execPath, [
      blasnetBin,
      'train',
      ...toy,
      ...endless,
      '--epochs',
      '200000',
      '--json',
      '--out',
      at('cut'),
    ])
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    const ended = new Promise(resolve => child.on('close', resolve))
    // The folder is made before the data are loaded, which takes a fraction of the two seconds here.
    while (!existsSync(at('cut'))) await sleep(50)
    await sleep(2000)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    const { files, ...history } = JSON.parse(stdout)
    expect(history).toEqual(readHistory('cut'))
    expect(history.stopped.reason).toBe('aborted')
    expect(files.folder).toBe(at('cut'))
    // More than a pipe holds, so that an exit before all of it has left would show.
    expect(stdout.length).toBeGreaterThan(100_000)
  })
})

describe('a reader that leaves', () => {
  it('ends the run in good order: saved, exit 0, no stack trace', async () => {
    const args = ['train', ...toy, ...endless, '--out', at('pipe')]
    const child = spawn(process.execPath, [blasnetBin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    // As `head -1` does once it has its line; the next line of progress finds nobody.
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('epoch   400/20000')) child.stdout.destroy()
    })
    expect(await new Promise(resolve => child.on('close', resolve))).toBe(0)
    expect(stderr).toBe('blasnet: nobody reads the output any more: stopping\n')
    expect(readHistory('pipe').stopped.reason).toBe('aborted')
  })
})
