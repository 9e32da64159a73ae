// What programs of the tests start with in another process or thread, where TypeScript does not run.
const addon = require('../../build/Release/blasnet.node')

/** @param {unknown[]} values */
const print = (...values) => console.log(...values)

/** @param {number} milliseconds */
const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))

/**
 * A network with random parameters. A step on 8 samples takes tens of microseconds.
 *
 * @param {import('../addon-types.ts').DType} dtype
 */
function network(dtype = 'float32', inputs = 256, hidden = 256, seed = 1) {
  const made = new addon.Network({
    dtype,
    inputs,
    layers: [
      { units: hidden, activation: 'sigmoid', bias: true },
      { units: 10, activation: 'identity', bias: false },
    ],
  })
  const values = made.getParameters()
  addon.fillUniform({ out: values, low: -0.1, high: 0.1, seed, stream: 0 })
  made.setParameters(values)
  return made
}

/** Random bytes with labels of ten classes; in shared memory if `shared`. */
function dataset(count = 1000, features = 256, shared = false) {
  const bytes = count * features
  const inputs = shared ? new Uint8Array(new SharedArrayBuffer(bytes)) : new Uint8Array(bytes)
  for (let i = 0; i < bytes; i++) inputs[i] = Math.imul(i, 2654435761) >>> 24
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10)
  return new addon.Dataset({ inputs, features, labels, mean: 128, standardDeviation: 74 })
}

/**
 * Options for `steps` steps; the default takes longer than any test waits.
 *
 * @param {import('../addon-types.ts').NativeDataset} data
 */
function training(data, steps = 40_000, batchSize = 8) {
  const indices = new Uint32Array(steps * batchSize)
  for (let i = 0, { count } = data; i < indices.length; i++) indices[i] = (i * 7919) % count
  return { dataset: data, indices, batchSize, learningRate: 0.01, optimizer: { kind: 'sgd', momentum: 0.9 } }
}

module.exports = { addon, print, sleep, network, dataset, training }
