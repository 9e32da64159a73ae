import { expect, test } from 'vitest'
import { createNetwork, type Loss, type OneOutputLoss, type TrainingData } from '../index.ts'
import { lehmer } from '../testing/blobs.ts'

const random = lehmer(3)
const floats = (length: number) => Float64Array.from({ length }, () => 4 * random() - 2)
const normalisation = { mean: 0.5, standardDeviation: 2 }

/** z = W·(x − mean)/deviation + b, by hand. */
function linear(units: number, seed = 4) {
  const network = createNetwork({ inputs: 2, layers: [{ units }], dtype: 'float64', seed, normalisation })
  const [weight, bias] = network.parameters().map(({ values }) => values)
  const outputs = (inputs: ArrayLike<number>) =>
    Array.from({ length: (inputs.length / 2) * units }, (_, index) => {
      const [row, unit] = [Math.floor(index / units), index % units]
      const x = [inputs[2 * row]!, inputs[2 * row + 1]!].map(value => (value - 0.5) / 2)
      return weight![2 * unit]! * x[0]! + weight![2 * unit + 1]! * x[1]! + bias![unit]!
    })
  return { network, outputs }
}

function expectClose(values: ArrayLike<number>, expected: ArrayLike<number>) {
  expect(values).toHaveLength(expected.length)
  for (let index = 0; index < expected.length; index++) expect(values[index]).toBeCloseTo(expected[index]!, 12)
}

test('forward gives what the last layer gives, of the network’s dtype', async () => {
  const { network, outputs } = linear(3)
  const inputs = floats(10)
  expectClose(await network.forward(inputs), outputs(inputs))
  expect(await network.forward(inputs)).toBeInstanceOf(Float64Array)
  const bytes = Uint8Array.of(0, 255, 7, 9)
  expectClose(await network.forward(bytes), outputs(bytes))
  expect(await createNetwork({ inputs: 2, layers: [{ units: 3 }] }).forward(bytes)).toBeInstanceOf(Float32Array)
  expect(await network.forward(new Uint8Array(0))).toEqual(new Float64Array(0))
  await expect(network.forward(new Uint8Array(3))).rejects.toThrow("inputs: expected a multiple of the network's 2")
  await expect(network.forward(bytes, { threads: 1 } as never)).rejects.toThrow('options.threads: expected one of')
})

test('one unit: the probability of class 1, and the class that is more probable', async () => {
  const { network, outputs } = linear(1, 2)
  const inputs = floats(40)
  const { labels, probabilities, units } = await network.predict(inputs)
  const z = outputs(inputs)
  expectClose(
    probabilities,
    z.map(value => 1 / (1 + Math.exp(-value))),
  )
  expect([...labels]).toEqual(z.map(value => Number(value > 0)))
  expect(new Set(labels)).toEqual(new Set([0, 1]))
  expect(units).toBe(1)
})

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const logistic = (z: number) => Math.log1p(Math.exp(-z))

/** The losses of rows of `units` outputs, by their formulas. */
const rowLosses: [Loss, (z: number[], t: number[]) => number][] = [
  [
    'softmax-cross-entropy',
    (z, t) => {
      const log = Math.log(z.reduce((sum, one) => sum + Math.exp(one), 0))
      return z.reduce((sum, one, unit) => sum + t[unit]! * (log - one), 0)
    },
  ],
  [
    { kind: 'softmax-cross-entropy', labelSmoothing: 0.3 },
    (z, t) => {
      const log = Math.log(z.reduce((sum, one) => sum + Math.exp(one), 0))
      return z.reduce((sum, one, unit) => sum + (0.7 * t[unit]! + 0.3 / z.length) * (log - one), 0)
    },
  ],
  [
    { kind: 'binary-cross-entropy', positiveWeights: 3 },
    (z, t) => mean(z.map((one, unit) => 3 * t[unit]! * logistic(one) + (1 - t[unit]!) * logistic(-one))),
  ],
  ['mean-squared-error', (z, t) => mean(z.map((one, unit) => (one - t[unit]!) ** 2))],
  [
    { kind: 'huber', delta: 0.5 },
    (z, t) =>
      mean(
        z.map((one, unit) => {
          const error = Math.abs(one - t[unit]!)
          return error <= 0.5 ? error ** 2 / 2 : 0.5 * (error - 0.25)
        }),
      ),
  ],
]

test.each(rowLosses)('evaluate: %o of labels, of targets, weighted', async (loss, ofRow) => {
  const { network, outputs } = linear(3)
  const [inputs, count] = [floats(24), 12]
  const z = outputs(inputs)
  const labels = Uint8Array.from({ length: count }, (_, row) => row % 3)
  const targets = floats(count * 3).map(Math.abs)
  const oneHot = Array.from({ length: count * 3 }, (_, index) => Number(labels[Math.floor(index / 3)] === index % 3))
  const rows = (t: ArrayLike<number>) =>
    Array.from({ length: count }, (_, row) =>
      ofRow(z.slice(3 * row, 3 * row + 3), Array.from(t).slice(3 * row, 3 * row + 3)),
    )
  const evaluated = (data: TrainingData) => network.evaluate(data, { loss })
  expect((await evaluated({ inputs, labels })).loss).toBeCloseTo(mean(rows(oneHot)), 12)
  const own = await evaluated({ inputs, targets })
  expect(own.loss).toBeCloseTo(mean(rows(targets)), 12)
  expect([own.accuracy, own.correct, own.count]).toEqual([Number.NaN, Number.NaN, count])
  const targetNormalisation = { mean: 0.2, standardDeviation: 3 }
  const scaled = rows(targets.map(value => (value - 0.2) / 3))
  expect((await evaluated({ inputs, targets, targetNormalisation })).loss).toBeCloseTo(mean(scaled), 12)
  const sampleWeights = Array.from({ length: count }, (_, row) => row % 4)
  const sum = sampleWeights.reduce((all, one) => all + one, 0)
  const weighted = rows(targets).reduce((all, one, row) => all + one * sampleWeights[row]!, 0) / sum
  expect((await evaluated({ inputs, targets, sampleWeights })).loss).toBeCloseTo(weighted, 12)
})

const oneOutput: [OneOutputLoss, number][] = [
  ['binary-cross-entropy', 0],
  ['mean-squared-error', 0.5],
  ['huber', 0.5],
]

test.each(oneOutput)('one output, %s: correct is what lies on the label’s side of %d', async (loss, threshold) => {
  const network = createNetwork({ inputs: 2, layers: [{ units: 1 }], dtype: 'float64', seed: 4, normalisation })
  const inputs = floats(60)
  const labels = Uint8Array.from({ length: 30 }, (_, row) => row % 2)
  const z = await network.forward(inputs)
  const correct = labels.reduce((sum, label, row) => sum + Number(z[row]! > threshold === (label === 1)), 0)
  expect(await network.evaluate({ inputs, labels }, { loss })).toMatchObject({ correct, accuracy: correct / 30 })
})

test('class weights weigh the mean, too', async () => {
  const { network, outputs } = linear(3)
  const [inputs, weights] = [floats(24), [1, 0.5, 3]]
  const labels = Uint8Array.from({ length: 12 }, (_, row) => row % 3)
  const z = outputs(inputs)
  let [sum, all] = [0, 0]
  labels.forEach((label, row) => {
    const own = z.slice(3 * row, 3 * row + 3)
    const log = Math.log(own.reduce((total, one) => total + Math.exp(one), 0))
    sum += weights[label]! * (log - own[label]!)
    all += weights[label]!
  })
  const loss = { kind: 'softmax-cross-entropy', classWeights: weights } as const
  expect((await network.evaluate({ inputs, labels }, { loss })).loss).toBeCloseTo(sum / all, 12)
})
