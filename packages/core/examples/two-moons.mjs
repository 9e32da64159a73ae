// Two classes, one output: the probability of class 1.
import { binaryMetrics, createNetwork, train } from '@blasnet/core'
import { normal, uniform } from './random.mjs'

const random = uniform(2)
const noise = normal(random)

/**
 * Two half circles that reach into one another, blurred.
 *
 * @param {number} count
 */
function moons(count) {
  const inputs = new Float32Array(count * 2)
  const labels = new Uint8Array(count)
  for (let row = 0; row < count; row++) {
    const label = row % 2
    const angle = Math.PI * random()
    const [x, y] = label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)]
    inputs.set([x + 0.2 * noise(), y + 0.2 * noise()], 2 * row)
    labels[row] = label
  }
  return { inputs, labels }
}

const data = { train: moons(1000), validation: moons(500) }
const test = moons(1000)

const network = createNetwork({
  inputs: 2,
  layers: [{ units: 16, activation: 'tanh' }, { units: 16, activation: 'tanh' }, { units: 1 }],
  seed: 1,
})
const { stopped, history } = await train(network, {
  data,
  loss: 'binary-cross-entropy',
  optimizer: { kind: 'adam', learningRate: 0.01 },
  earlyStopping: { patience: 20, restoreBest: true },
  ...{ epochs: 200, seed: 1 },
}).result

const { probabilities } = await network.predict(test.inputs)
const { accuracy, rocAuc, f1 } = binaryMetrics({ probabilities, labels: test.labels })
console.log(`accuracy ${accuracy.toFixed(3)}, AUC ${rocAuc.toFixed(4)}, F1 ${f1.toFixed(3)}`)
console.log(`${stopped.reason} after ${history.validation.length} epochs, weights of step ${stopped.restoredStep}`)
network.dispose()
