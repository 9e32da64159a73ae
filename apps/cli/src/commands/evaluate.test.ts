import { mkdir, readFile, writeFile } from 'node:fs/promises'
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
    lossFunction: 'softmax-cross-entropy',
    classes: [0, 1, 2].map(index => ({
      class: index,
      count: 4,
      correct: 4,
      accuracy: 1,
      precision: 1,
      f1: 1,
      mostOftenTakenFor: null,
    })),
    topK: [{ k: 1, accuracy: 1 }],
    macro: { precision: 1, recall: 1, f1: 1 },
    weighted: { precision: 1, recall: 1, f1: 1 },
    calibration: { error: expect.any(Number), bins: expect.any(Array) },
    negativeLogLikelihood: expect.any(Number),
    brierScore: expect.any(Number),
    confusion: [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ],
    mistakes: [],
  })
  expect(report.negativeLogLikelihood).toBeCloseTo(report.loss, 5)
  expect(report.calibration.bins).toHaveLength(15)
  expect(report.calibration.bins[0]).toEqual({ low: 0, high: 1 / 15, count: 0, confidence: null, accuracy: null })
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

it('shows the worst mistakes, as many as asked for', async () => {
  const other = join(folder, 'wrong')
  // Images of class 0 that are called 1: all of them are mistakes.
  await writeToyData(other, { testLabels: [1, 1, 1], pixel: (_, pixel) => (pixel < 4 ? 255 : 0) })
  const evaluateWrong = (...args: string[]) => evaluate('run', '--data', 'wrong', ...args)
  const { mistakes, confusion } = JSON.parse((await evaluateWrong('--mistakes', '2', '--json')).stdout)
  expect(confusion[1]).toEqual([3, 0, 0])
  expect(mistakes).toHaveLength(2)
  expect(mistakes[0]).toEqual({
    index: 0,
    label: 1,
    predicted: 0,
    probability: expect.closeTo(1, 0),
    labelProbability: expect.closeTo(0, 1),
  })
  const { stdout } = await evaluateWrong('--mistakes', '1')
  expect(stdout.trimEnd().split('\n').slice(-3)).toEqual(['0: 1', expect.stringMatching(/^▸ 0 \d\d\.\d %$/), '===='])
  expect((await evaluateWrong('--mistakes', '0')).stdout).not.toContain('mistakes')
  expect((await evaluateWrong()).stdout).toContain('0: 1        1: 1        2: 1')
})

it('writes a figure', async () => {
  const { code, stdout } = await evaluate('run', '--figure', 'confusion.svg')
  expect(code).toBe(0)
  expect(stdout).toMatch(/\n\nFigure {2}confusion\.svg\n$/)
  expect(await readFile(join(folder, 'confusion.svg'), 'utf8')).toMatch(
    /^<svg .*>16-5-3 on 12 toys test images: 100\.00 % right</,
  )
  const { figure } = JSON.parse((await evaluate('run', '--figure', 'confusion.PNG', '--json')).stdout)
  expect(figure).toBe('confusion.PNG')
  const png = await readFile(join(folder, 'confusion.PNG'))
  expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]))
})

it('prints lines to read, without codes for colours', async () => {
  const { stdout } = await evaluate('run')
  const lines = stdout.split('\n')
  expect(lines[0]).toBe('16-5-3 · 100 parameters · float32')
  expect(lines[1]).toBe('toys test images · 12 samples')
  expect(lines[3]).toMatch(/^ {2}accuracy {5}100\.00 % {2}12 of 12 right$/)
  expect(lines[10]).toBe('class  samples  right  accuracy  precision        F1  most often taken for')
  expect(lines[12]).toBe('0            4      4  100.00 %   100.00 %  100.00 %')
  expect(lines.slice(17, 21)).toEqual(['   0  1  2', '0  4  ·  ·', '1  ·  4  ·', '2  ·  ·  4'])
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
  [2, ['run', '--mistakes', '-1'], '--mistakes: expected an integer at least 0, received -1'],
  [2, ['run', '--figure', 'a.pdf'], '--figure: expected a file that ends in .svg or .png, received "a.pdf"'],
  [1, ['run', '--figure', 'no/a.svg'], "cannot write 'no/a.svg': no such file or directory"],
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
