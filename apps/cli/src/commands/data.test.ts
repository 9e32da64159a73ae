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
