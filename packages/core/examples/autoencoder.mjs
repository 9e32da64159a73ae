// Digits through 32 numbers and back: the targets are the inputs.
import { createNetwork, train } from '@blasnet/core'
import { firstSamples, loadMnist } from '@blasnet/datasets'

const mnist = await loadMnist()
const images = firstSamples(mnist.train, 20_000).inputs
const unseen = firstSamples(mnist.test, 2_000).inputs
const PIXELS = 784

// Bytes 0 … 255 become targets 0 … 1.
const targetNormalisation = { mean: 0, standardDeviation: 255 }
/** @param {typeof images} inputs */
const toItself = inputs => ({ inputs, targets: inputs, targetNormalisation })

const network = createNetwork({
  inputs: PIXELS,
  layers: [
    { units: 128, activation: 'relu', initializer: { kind: 'he-normal' } },
    { units: 32 },
    { units: 128, activation: 'relu', initializer: { kind: 'he-normal' } },
    { units: PIXELS },
  ],
  seed: 1,
})
await train(network, {
  data: { train: toItself(images) },
  loss: 'binary-cross-entropy',
  optimizer: { kind: 'adam', learningRate: 0.002 },
  ...{ epochs: 5, batchSize: 64, seed: 1 },
}).result

/** @type {number[]} */
const meanImage = new Array(PIXELS).fill(0)
images.forEach((pixel, index) => {
  meanImage[index % PIXELS] = (meanImage[index % PIXELS] ?? 0) + pixel / 255 / (images.length / PIXELS)
})

/**
 * Mean squared error of what `pixelAt` takes unseen images for.
 *
 * @param {(index: number) => number} pixelAt
 */
function errorOf(pixelAt) {
  let sum = 0
  unseen.forEach((pixel, index) => {
    sum += (pixel / 255 - pixelAt(index)) ** 2
  })
  return sum / unseen.length
}

// Outputs are logits, as the loss wants them.
const outputs = await network.forward(unseen)
const own = errorOf(index => 1 / (1 + Math.exp(-(outputs[index] ?? 0))))
const meanImages = errorOf(index => meanImage[index % PIXELS] ?? 0)
const { loss } = await network.evaluate(toItself(unseen), { loss: 'binary-cross-entropy' })
console.log(
  `error ${own.toFixed(4)}, of the mean image ${meanImages.toFixed(4)}; binary cross-entropy ${loss.toFixed(4)}`,
)
network.dispose()
