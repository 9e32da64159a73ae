import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Network } from '@blasnet/core'
import { loadIdxFolder } from '@blasnet/datasets'
import { beforeAll, expect, it } from 'vitest'
import { runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'
import { saveToyRun } from '../testing/toy-model.ts'

const folder = temporaryFolder()
const [data, run] = [join(folder, 'toys'), join(folder, 'run')]
let network: Network
beforeAll(async () => {
  await writeToyData(data)
  await mkdir(run)
  network = await saveToyRun(data, run)
})

const evaluate = (...args: string[]) => runBlasnet(['evaluate', ...args], { cwd: folder })

it('prints what the network does on the data it was trained on', async () => {
  const { code, stdout, stderr } = await evaluate('run', '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { test } = await loadIdxFolder(data)
  const { seconds, ...report } = JSON.parse(stdout)
  expect(seconds).toBeGreaterThan(0)
  expect(report).toEqual({
    model: 'run/model.safetensors',
    architecture: '16-5-3',
    parameters: 17 * 5 + 5 * 3,
    dtype: 'float32',
    data,
    split: 'test',
    dataset: 'toys test images',
    ...(await network.evaluate(test)),
    classes: [0, 1, 2].map(index => ({ class: index, count: 4, correct: 4, accuracy: 1, mostOftenTakenFor: null })),
  })
  expect(report).toMatchObject({ accuracy: 1, correct: 12, count: 12 })
})

it('takes another split, data set and number of samples', async () => {
  const other = join(folder, 'other')
  await writeToyData(other, { trainLabels: [0, 0, 2, 1, 1], pixel: () => 0 })
  const { stdout } = await evaluate(
    'run/model.safetensors',
    '--data',
    'other',
    '--split',
    'train',
    '--samples',
    '3',
    '--json',
  )
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({ data: 'other', split: 'train', dataset: 'other training images, first 3', count: 3 })
  expect(report.classes.map((each: { count: number }) => each.count)).toEqual([2, 0, 1])
  // Every image is black, so all are taken for the same class.
  expect(report.correct).toBe([2, 0, 1][report.classes.findIndex((each: { correct: number }) => each.correct > 0)] ?? 0)
})

it('prints lines to read, without codes for colours', async () => {
  const { stdout } = await evaluate('run')
  const lines = stdout.split('\n')
  expect(lines[0]).toBe('16-5-3 · 100 parameters · float32')
  expect(lines[1]).toBe('toys test images · 12 samples')
  expect(lines[3]).toMatch(/^ {2}accuracy {2}100\.00 % {2}12 of 12 right$/)
  expect(lines[7]).toBe('class  samples  right  accuracy  most often taken for')
  expect(lines[9]).toBe('0            4      4  100.00 %')
  expect(stdout).not.toContain('\x1b')
})

it.each([
  [2, ['run', '--samples', '13'], '--samples: expected at most 12, the number of toys test images, received "13"'],
  [2, ['run', '--samples', 'ten'], '--samples: expected an integer at least 1, received "ten"'],
  [2, ['run', '--split', 'tset'], "--split: expected one of 'test', 'train', received \"tset\"; did you mean test?"],
  [
    2,
    ['run', '--data', 'mnits'],
    '--data: expected mnist, fashion-mnist or a directory of IDX files, received "mnits"; did you mean mnist?',
  ],
  [2, [], "evaluate: missing required argument 'model'; 'blasnet evaluate --help' shows what there is"],
  [1, ['nowhere'], "cannot read the model 'nowhere': no such file or directory"],
  [1, ['toys'], "the folder 'toys' has no model.safetensors: no such file or directory"],
  [1, ['run', '--data', 'mnist'], 'MNIST test images: expected samples of 16 values, as the model takes, received 784'],
])('exits %i for %j', async (code, args, message) => {
  expect(await evaluate(...args, '--json')).toEqual({ code, signal: null, stdout: '', stderr: `blasnet: ${message}\n` })
})

it('refuses a broken model', async () => {
  await writeFile(join(folder, 'broken.safetensors'), 'broken')
  const { code, stdout, stderr } = await evaluate('broken.safetensors')
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^blasnet: broken\.safetensors: .+\n$/)
})
