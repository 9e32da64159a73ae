import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { firstSamples, loadMnist } from '@blasnet/datasets'
import { expect, test } from 'vitest'
import { type Activation, createNetwork, type Normalisation, train, type ValidationPoint } from '../index.ts'

/** The trajectory of an independent implementation: float64, the order of the files, a bias on the first layer only. */
interface Trajectory {
  readonly hidden: readonly number[]
  readonly activation: Activation
  readonly momentum: number
  readonly learningRate: number
  readonly batchSize: number
  readonly trainMean: number
  readonly trainStd: number
  readonly parameters: number
  /** Loss of every step. */
  readonly trainLoss: readonly number[]
  readonly validation: readonly ValidationPoint[]
}

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

/** Largest |received − expected| / |expected|. */
function relativeDifference(received: readonly number[], expected: readonly number[]): number {
  expect(received).toHaveLength(expected.length)
  return Math.max(...received.map((value, index) => Math.abs(value - expected[index]!) / Math.abs(expected[index]!)))
}

test.each(['baseline-64', 'all-tricks-64'])('%s: every loss and validation on MNIST within 1e-9', async name => {
  const golden: Trajectory = JSON.parse(await readFile(fixture(`${name}.json`), 'utf8'))
  const mnist = await loadMnist()
  const network = createNetwork({
    inputs: 784,
    layers: [...golden.hidden.map(units => ({ units, activation: golden.activation })), { units: 10, bias: false }],
    dtype: 'float64',
  })
  expect(network.parameterCount).toBe(golden.parameters)
  await network.loadWeights(fixture(`${name}.safetensors`))

  const { history, stopped } = await train(network, {
    data: { train: firstSamples(mnist.train, 20_000), validation: mnist.test },
    optimizer: { kind: 'sgd', learningRate: golden.learningRate, momentum: golden.momentum },
    epochs: 50,
    batchSize: golden.batchSize,
    shuffle: false,
    validationsPerEpoch: 5,
    earlyStopping: { patience: 50 },
    maxSteps: golden.trainLoss.length,
  }).result

  const { mean, standardDeviation } = network.normalisation as Normalisation
  expect(relativeDifference([mean, standardDeviation], [golden.trainMean, golden.trainStd])).toBeLessThan(1e-14)
  expect(relativeDifference(history.trainLoss, golden.trainLoss)).toBeLessThan(1e-9)
  expect(history.validation.map(({ step }) => step)).toEqual(golden.validation.map(({ step }) => step))
  const losses = (points: readonly ValidationPoint[]) => points.map(({ loss }) => loss)
  expect(relativeDifference(losses(history.validation), losses(golden.validation))).toBeLessThan(1e-9)
  // Shares of 10,000 and 20,000 samples: the counts are equal.
  const shares = (points: readonly ValidationPoint[]) => points.flatMap(point => [point.accuracy, point.trainAccuracy])
  expect(shares(history.validation)).toEqual(shares(golden.validation))
  expect(stopped).toEqual({ reason: 'max-steps', step: 1250, epoch: 1251 / 625 })
})
