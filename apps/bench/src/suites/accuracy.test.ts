import { expect, test, vi } from 'vitest'
import type { Result } from '../results/document.ts'
import { parseDocument } from '../results/parse-document.ts'
import { documentOf } from '../testing/documents.ts'
import { toyDataset } from '../testing/toy-data.ts'
import { type AccuracyOptions, accuracyRun } from './accuracy.ts'
import { renderAccuracy } from './accuracy-table.ts'

const toy: AccuracyOptions = {
  settings: [
    { hidden: [8], activation: 'relu', learningRate: 0.05, momentum: 0.9, batchSize: 10, dtype: 'float32' },
    { hidden: [4, 4], activation: 'tanh', learningRate: 1e-9, momentum: 0, batchSize: 20, dtype: 'float64' },
  ],
  seeds: [1, 2, 3],
  targets: [0.5, 0.9, 1],
  epochs: 8,
  validationsPerEpoch: 4,
  threads: 1,
  data: { train: toyDataset(300), test: toyDataset(100, 'test') },
}

async function measure(options: AccuracyOptions, signal = new AbortController().signal): Promise<Result[]> {
  const results = await accuracyRun(options).measure({ signal, progress: vi.fn() })
  expect(parseDocument(JSON.parse(JSON.stringify(documentOf(results)))).results).toEqual(results)
  return results
}

test('every target that is reached has the seconds of every seed, in the order of reaching', async () => {
  const results = await measure(toy)
  const prefix = 'accuracy/9-8-3/relu/b10/a0.05/m0.9/f32'
  const [half, most, end] = ['50', '90', 'end'].map(
    name => results.find(({ id }) => id === `${prefix}/${name}`) as Result,
  ) as [Result, Result, Result]
  expect(half.seeds).toEqual([1, 2, 3])
  expect(most.seeds).toEqual([1, 2, 3])
  const notes = (result: Result, name: string) => result.notes?.[name] as number[]
  expect(notes(end, 'best accuracy')).toHaveLength(3)
  expect(Math.min(...notes(end, 'best accuracy'))).toBeGreaterThanOrEqual(0.9)
  for (const i of [0, 1, 2]) {
    const seconds = [half, most, end].map(result => result.seconds[i])
    expect(seconds).toEqual(seconds.toSorted((a, b) => Number(a) - Number(b)))
    const epochs = [half, most, end].map(result => notes(result, 'epochs')[i])
    expect(epochs).toEqual(epochs.toSorted((a, b) => Number(a) - Number(b)))
    const training = notes(most, 'seconds of training')[i]
    expect(training).toBeGreaterThan(0)
    expect(training).toBeLessThan(most.seconds[i] as number)
  }
  expect(half.setup).toMatchObject({ percent: 50, seeds: 3, trainingImages: 300, validationImages: 100 })
})

test('who learns nothing has an end all the same', async () => {
  const results = await measure({ ...toy, targets: [0.999], epochs: 1 })
  const ends = results.filter(({ setup }) => setup.activation === 'tanh')
  expect(ends.map(({ id }) => id)).toEqual(['accuracy/9-4-4-3/tanh/b20/a1e-9/m0/f64/end'])
  // 15 steps an epoch, validated after every third, so last after the thirteenth.
  expect(ends[0]?.notes?.epochs).toEqual([13 / 15, 13 / 15, 13 / 15])
})

test('training ends with the last target', async () => {
  const [settings] = toy.settings as [AccuracyOptions['settings'][number]]
  const results = await measure({ ...toy, settings: [settings], targets: [0.5], epochs: 10_000 })
  expect(results.map(({ id }) => id.split('/').at(-1))).toEqual(['50', 'end'])
  const [half, end] = results
  expect(end?.notes?.epochs).toEqual(half?.notes?.epochs)
})

test('an abort leaves what was whole', async () => {
  const controller = new AbortController()
  let shown = 0
  const progress = () => {
    // Reading, the first seed of both ways to train, then the second one of the first.
    if (++shown === 4) controller.abort()
  }
  const results = await accuracyRun({ ...toy, targets: [0.5] }).measure({ signal: controller.signal, progress })
  expect(results.map(({ setup }) => setup.seeds)).toEqual(results.map(() => 1))
  expect(results.length).toBeGreaterThan(1)
})

const setup = {
  network: '784-256-10',
  activation: 'relu',
  batchSize: 32,
  dtype: 'float32',
  learningRate: 0.02,
  epochs: 15,
  validationsPerEpoch: 5,
  trainingImages: 60_000,
  validationImages: 10_000,
  targets: '90 98 99.5',
  seeds: 3,
}

function arrival(percent: number, seconds: number[], notes: Result['notes'] = {}): Result {
  const training = { 'seconds of training': seconds.map(s => s / 2), ...notes }
  return {
    id: `accuracy/a/${percent}`,
    suite: 'accuracy',
    setup: { ...setup, percent },
    work: {},
    seconds,
    notes: training,
  }
}

test('a table of medians over all seeds, with those that did not arrive', () => {
  const text = renderAccuracy([
    arrival(90, [0.3, 0.1, 0.2]),
    arrival(98, [4, 3]),
    arrival(99.5, [9]),
    arrival(0, [9, 10, 11], { 'best accuracy': [0.98, 0.982, 0.996] }),
  ])
  expect(text.split('\n')).toEqual([
    'Seconds from createNetwork to the validation that first reached an accuracy, 60,000 training',
    'images, validated 5 times an epoch on 10,000, median of 3 seeds. In brackets the seconds of',
    'training steps among them: the others are validations, of the training images too.',
    '',
    '                                          90 %        98 %  99.5 %     best',
    '──────────  ────────────────────  ────────────  ──────────  ──────  ───────',
    '784-256-10  relu, batch 32, 0.02  0.200 (0.10)  4.00 (2.0)       –  98.20 %',
    '- 784-256-10, batch 32: 2 of 3 seeds reached 98 % in 15 epochs',
    '- 784-256-10, batch 32: 1 of 3 seeds reached 99.5 % in 15 epochs',
    '',
  ])
  expect(renderAccuracy([])).toBe('')
})
