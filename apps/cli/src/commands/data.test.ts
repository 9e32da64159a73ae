import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'

const folder = temporaryFolder()
beforeAll(() => writeToyData(join(folder, 'toys')))

const data = (...args: string[]) => runBlasnet(['data', ...args], { cwd: folder })

it('lists what is here', async () => {
  const { code, stdout } = await data('list', '--json')
  expect(code).toBe(0)
  const [mnist, fashion] = JSON.parse(stdout)
  expect(mnist).toMatchObject({ name: 'mnist', available: true, train: 60_000, test: 10_000 })
  expect(fashion.name).toBe('fashion-mnist')
})

describe('verify', () => {
  it('exits 0 for a sound data set', async () => {
    const { code, stdout } = await data('verify', 'toys', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      data: 'toys',
      sound: true,
      checksums: false,
      image: { height: 4, width: 4 },
      train: { count: 60, labels: [20, 20, 20] },
      test: { count: 12, labels: [4, 4, 4] },
    })
  })

  it('exits 1 for a defect, which is the answer and no error', async () => {
    const broken = join(folder, 'broken')
    await writeToyData(broken)
    await truncate(join(broken, 't10k-labels-idx1-ubyte'), 12)
    const { code, stdout, stderr } = await data('verify', 'broken', '--json')
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ data: 'broken', sound: false })
    expect(report.problem).toMatch('broken/t10k-labels-idx1-ubyte: truncated: expected 20 bytes')
    expect((await data('verify', 'broken')).stdout).toMatch(/^✗ not sound: broken\/t10k-labels-idx1-ubyte:/)
  })
})

describe('show', () => {
  it('gives pixels as JSON', async () => {
    const { stdout } = await data('show', 'toys', '--index', '1,4', '--json')
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ data: 'toys', split: 'test', dataset: 'toys test images' })
    expect(
      report.samples.map(({ index, label, pixels }: Record<string, unknown[]>) => [index, label, pixels?.length]),
    ).toEqual([
      [1, 1, 16],
      [4, 1, 16],
    ])
  })

  it('gives variations as JSON, as many as asked for, the same for a seed', async () => {
    const json = async (...args: string[]) => {
      const { stdout, stderr } = await data('show', 'toys', '--json', '--augment', 'shift=1', ...args)
      expect(stderr).toBe('')
      return JSON.parse(stdout)
    }
    const report = await json()
    expect(report.augment).toEqual({ augmentation: { shift: 1 }, versions: 4, seed: 1 })
    expect(
      report.samples.map(({ versions }: { versions: number[][] }) => versions.map(({ length }) => length)),
    ).toEqual(Array(3).fill(Array(4).fill(16)))
    expect(await json('--seed', '1')).toEqual(report)
    const other = await json('--seed', '2', '--versions', '1', '--count', '4')
    expect(other.samples).toHaveLength(4)
    expect(other.samples[0].versions).toHaveLength(1)
    expect(other.samples[0].versions[0]).not.toEqual(report.samples[0].versions[0])
  })

  it('draws variations of the real MNIST without being told which', async () => {
    const { stdout } = await data('show', 'mnist', '--count', '1', '--versions', '2', '--augment')
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^0: 7 +variation 1 +variation 2$/)
    expect(lines.slice(4, 12).map(line => line.slice(0, 28).trimEnd())).toEqual([
      '      .--:.',
      '      +#*#%@%%%%%%%%%-',
      '            . ....:@@:',
      '                 :@@:',
      '                -@%.',
      '               :%%.',
      '              +@#.',
      '             %@+',
    ])
    expect(lines.slice(4, 12).map(line => line.slice(30, 58).trimEnd())).toEqual([
      '              :-+*##+-',
      '                   :#@=',
      '                  -#@=',
      '                 +@#.',
      '               -##-',
      '             -%#-',
      '           :#%=',
      '          .@*.',
    ])
  })

  it('draws the real MNIST', async () => {
    const { stdout } = await data('show', 'mnist', '--count', '1', '--columns', '1')
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toBe('0: 7')
    expect(lines.slice(4, 12)).toEqual([
      '      .--:.',
      '      +#*#%@%%%%%%%%%-',
      '            . ....:@@:',
      '                 :@@:',
      '                -@%.',
      '               :%%.',
      '              +@#.',
      '             %@+',
    ])
  })

  it.each([
    [2, ['toys', '--class', '3'], '--class: expected an integer at least 0 and at most 2, received 3'],
    [2, ['toys', '--index', '12'], '--index: expected indices below 12, the number of samples, received 12'],
    [2, ['toys', '--columns', '0'], '--columns: expected an integer at least 1, received 0'],
    [
      2,
      ['toys', '--augment', 'shift=-1'],
      '--augment.shift: expected a finite number at least 0 and at most 1000, received -1',
    ],
    [
      2,
      ['toys', '--augment', 'turn=5'],
      '--augment: expected names among shift, rotation, scale, shear, elastic, received "turn"',
    ],
    [
      2,
      ['toys', '--augment', '--versions', '0'],
      '--versions: expected an integer at least 1 and at most 1000, received 0',
    ],
    [2, ['toys', '--seed', '2'], 'data show: --seed says something about --augment, which is not there'],
    [2, ['toys', '--versions', '2'], 'data show: --versions says something about --augment, which is not there'],
    [2, ['nowhere'], 'data show: expected mnist, fashion-mnist or a directory of IDX files, received "nowhere"'],
    [
      2,
      ['toys', '--index', '1', '--class', '1'],
      "data show: option '--index <list>' cannot be used with option '--class <n>'; 'blasnet data show --help' shows what there is",
    ],
  ])('exits %i for %j', async (code, args, message) => {
    expect(await data('show', ...args)).toEqual({ code, signal: null, stdout: '', stderr: `blasnet: ${message}\n` })
  })
})

it('refuses a command that does not exist', async () => {
  expect(await data('shw')).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr: "blasnet: data: unknown command 'shw'; did you mean show?\n",
  })
})
