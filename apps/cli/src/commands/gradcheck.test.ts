import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { blasnetBin, runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'

const folder = temporaryFolder()
beforeAll(() => writeToyData(join(folder, 'toys')))

const gradcheck = (...args: string[]) => runBlasnet(['gradcheck', ...args], { cwd: folder })

describe('the study', () => {
  it.each([
    [['--hidden', '64'], '784-64-10', 50_880],
    [['--hidden', '64,64', '--preset', 'all'], '784-64-64-10', 54_976],
  ])('agrees within ε² for %j', async (args, architecture, parameters) => {
    const { code, stdout, stderr } = await gradcheck(...args, '--parameters', '600', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ architecture, parameters, checked: 600, samples: 100, epsilon: 1e-3, holds: true })
    expect(report.tolerance).toEqual({ value: 1e-3 ** 2, kind: 'truncation' })
    expect(report.normalisation.mean).toBeCloseTo(33.55274553571429, 12)
    expect(report.normalisation.standardDeviation).toBeCloseTo(78.87550070784701, 10)
    expect(report.largestDifference).toBeGreaterThan(0)
    expect(report.largestDifference).toBeLessThan(1e-6)
    expect(Math.max(...report.tensors.map((each: { largestDifference: number }) => each.largestDifference))).toBe(
      report.largestDifference,
    )
  })
})

describe('any network', () => {
  it.each(['sigmoid', 'improved-sigmoid', 'tanh', 'identity'])('agrees with %s, every parameter', async activation => {
    const args = ['--data', 'toys', '--hidden', '7,5', '--activation', activation, '--initializer', 'fan-in-normal']
    const { code, stdout } = await gradcheck(...args, '--parameters', 'all', '--json')
    const report = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(report).toMatchObject({
      architecture: '16-7-5-3',
      parameters: 17 * 7 + 7 * 5 + 5 * 3,
      samples: 60,
      holds: true,
    })
    expect(report.checked).toBe(report.parameters)
  })

  it('agrees with ReLU and a step so small that units rarely cross 0', async () => {
    const args = [
      '--data',
      'toys',
      '--hidden',
      '7',
      '--activation',
      'relu',
      '--epsilon',
      '1e-6',
      '--seed',
      '2',
      '--json',
    ]
    const { code, stdout } = await gradcheck(...args)
    expect({ code, kind: JSON.parse(stdout).tolerance.kind }).toEqual({ code: 0, kind: 'rounding' })
  })

  it('agrees with batch normalisation, dropout, a penalty and another loss, and says what it compared', async () => {
    const network = ['--data', 'toys', '--hidden', '7,5', '--activation', 'gelu', '--initializer', 'fan-in-normal']
    const extras = ['--batch-norm', '--dropout', '0.2', '--input-dropout', '0.1', '--l2', '0.01', '--loss', 'huber:0.5']
    const { code, stdout } = await gradcheck(...network, ...extras, '--parameters', 'all', '--json')
    const report = JSON.parse(stdout)
    expect({ code, holds: report.holds }).toEqual({ code: 0, holds: true })
    expect(report.extras).toEqual(['batch norm', 'dropout 0.2', 'input dropout 0.1', 'l2 0.01', 'huber:0.5'])
    const parameters = 18 * 7 + 9 * 5 + 5 * 3
    expect(report).toMatchObject({ parameters, checked: parameters })
    expect(report.tensors.map(({ name }: { name: string }) => name)).toEqual([
      ...['layers.0.weight', 'layers.0.norm.scale', 'layers.0.norm.shift'],
      ...['layers.1.weight', 'layers.1.norm.scale', 'layers.1.norm.shift', 'layers.2.weight'],
    ])
    // The penalty is a part of what is compared: without it the loss is another one.
    const without = await gradcheck(...network, ...extras.slice(0, 5), ...extras.slice(7), '--json')
    expect(JSON.parse(without.stdout).loss).toBeLessThan(report.loss)
  })

  it('agrees with smoothed labels and weighted classes', async () => {
    const args = ['--data', 'toys', '--label-smoothing', '0.2', '--class-weights', '1,2,0.5', '--json']
    const { code, stdout } = await gradcheck(...args)
    expect({ code, holds: JSON.parse(stdout).holds }).toEqual({ code: 0, holds: true })
  })

  it('checks at least one parameter of each tensor', async () => {
    const { stdout } = await gradcheck('--data', 'toys', '--hidden', 'none', '--parameters', '1', '--json')
    const { tensors } = JSON.parse(stdout)
    expect(tensors.map(({ name, checked }: { name: string; checked: number }) => [name, checked])).toEqual([
      ['layers.0.weight', 1],
      ['layers.0.bias', 1],
    ])
  })
})

it('exits 1 when the gradients do not agree', async () => {
  const args = ['--data', 'toys', '--hidden', '20', '--activation', 'relu', '--epsilon', '1e-3']
  const { code, stdout, stderr } = await gradcheck(...args)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toContain('✗ the gradients do not agree · largest difference ')
  expect(stdout).toContain('ReLU has no derivative at 0')
})

it('ends with 130 when interrupted, at once and without a word', async () => {
  const args = ['gradcheck', '--data', 'toys', '--hidden', '512,512', '--parameters', 'all', '--json']
  const child = spawn(process.execPath, [blasnetBin, ...args], { cwd: folder })
  const output: unknown[] = []
  child.stdout.on('data', data => output.push(data))
  child.stderr.on('data', data => output.push(data))
  // Long enough for the comparison to have begun, far too short for it to have ended.
  await setTimeout(3000)
  const asked = performance.now()
  child.kill('SIGINT')
  const [code] = await once(child, 'close')
  expect({ code, output }).toEqual({ code: 130, output: [] })
  expect(performance.now() - asked).toBeLessThan(3000)
})

it.each([
  [['--parameters', '0'], "--parameters: expected an integer at least 1, or 'all', received 0"],
  [['--epsilon', '0'], '--epsilon: expected a finite number at least 1e-12 and at most 1, received 0'],
  [['--samples', '1.5'], '--samples: expected an integer at least 1, received 1.5'],
  [['--data', 'nowhere'], '--data: expected mnist, fashion-mnist or a directory of IDX files, received "nowhere"'],
  [['--loss', 'huber', '--label-smoothing', '0.1'], '--label-smoothing: expected 0 beside huber, received 0.1'],
  [['extra'], "gradcheck: expected 0 arguments, received 1; 'blasnet gradcheck --help' shows what there is"],
])('exits 2 for %j', async (args, message) => {
  expect(await gradcheck(...args)).toEqual({ code: 2, signal: null, stdout: '', stderr: `blasnet: ${message}\n` })
})
