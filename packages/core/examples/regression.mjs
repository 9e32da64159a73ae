// A number from 20 features of different units, of which 5 matter: Friedman 1991, Multivariate adaptive regression splines,
// example 4.3.
import { createNetwork, regressionMetrics, train } from '@blasnet/core'
import { normal, uniform } from './random.mjs'

const FEATURES = 20
const random = uniform(1)
const noise = normal(random)

/** @param {number} count */
function friedman(count) {
  const inputs = new Float32Array(count * FEATURES)
  const targets = new Float32Array(count)
  for (let row = 0; row < count; row++) {
    const x = Array.from({ length: FEATURES }, random)
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = x
    targets[row] = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e + noise()
    // Metres here, millimetres there: every feature comes in a unit of its own.
    for (const [column, value] of x.entries()) inputs[row * FEATURES + column] = value * 10 ** ((column % 7) - 3)
  }
  return { inputs, targets }
}

/**
 * Mean and standard deviation of column `column` of rows of `width`.
 *
 * @param {Float32Array} rows
 */
function statistics(rows, width = 1, column = 0) {
  const values = rows.filter((_, index) => index % width === column)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, standardDeviation: Math.sqrt(variance) }
}

const training = friedman(4000)
const test = friedman(1000)

// `normalisation` of a run is one mean and one deviation for all features, as pixels want it. Features of different units
// are scaled one by one, by the figures of the training data.
const scales = Array.from({ length: FEATURES }, (_, column) => statistics(training.inputs, FEATURES, column))
for (const { inputs } of [training, test])
  for (const [index, value] of inputs.entries()) {
    const { mean, standardDeviation } = scales[index % FEATURES] ?? { mean: 0, standardDeviation: 1 }
    inputs[index] = (value - mean) / standardDeviation
  }

const targetNormalisation = statistics(training.targets)
const network = createNetwork({
  inputs: FEATURES,
  layers: [{ units: 64, activation: 'silu', l2: 1e-4 }, { units: 32, activation: 'silu' }, { units: 1 }],
  seed: 1,
})
await train(network, {
  data: { train: { ...training, targetNormalisation } },
  loss: { kind: 'huber', delta: 1 },
  optimizer: { kind: 'adam', learningRate: 0.003, schedule: { kind: 'cosine' } },
  normalisation: 'none',
  ...{ epochs: 30, batchSize: 32, seed: 1 },
}).result

// Outputs are in the targets' normalised units.
const outputs = await network.forward(test.inputs)
const { mean, standardDeviation } = targetNormalisation
const predictions = outputs.map(output => output * standardDeviation + mean)
const { r2, rootMeanSquaredError } = regressionMetrics({ predictions, targets: test.targets, units: 1 })
console.log(`R² ${r2.toFixed(3)}, root mean squared error ${rootMeanSquaredError.toFixed(3)} (the noise alone: 1)`)
network.dispose()
