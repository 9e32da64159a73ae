// brain.js knows no batches: it updates the weights after every sample, its output units have the activation of the
// hidden ones, and its error is the squared one. A step here is as many samples as the others have in a batch.
import { readImages, readLabels, readOrder, readParameters, requireFrom, serve } from './protocol.mjs'

await serve(async setup => {
  const brain = requireFrom(setup, 'brain.js')
  const { NeuralNetwork } = brain.default ?? brain
  const images = readImages(setup)
  const targets = Array.from({ length: setup.classes }, (_, label) =>
    Float32Array.from({ length: setup.classes }, (_, i) => Number(i === label)),
  )
  // What `train` makes of its data before it begins.
  const samples = Array.from(readLabels(setup), (label, i) => ({
    input: images.subarray(i * setup.features, (i + 1) * setup.features),
    output: targets[label],
  }))
  const order = readOrder(setup)
  const net = new NeuralNetwork({
    activation: setup.layers[0].activation,
    hiddenLayers: setup.layers.slice(0, -1).map(({ units }) => units),
    learningRate: setup.learningRate,
    momentum: setup.momentum,
  })
  net.sizes = [setup.features, ...setup.layers.map(({ units }) => units)]
  net.initialize()
  const initial = readParameters(setup)

  let position = 0
  return {
    versions: { 'brain.js': packageVersion(setup), node: process.versions.node },
    reset() {
      position = 0
      for (const [layer, { weight, bias }] of initial.entries()) {
        const { inputs, units } = setup.layers[layer]
        for (let unit = 0; unit < units; unit++) {
          net.weights[layer + 1][unit].set(weight.subarray(unit * inputs, (unit + 1) * inputs))
          net.biases[layer + 1][unit] = bias?.[unit] ?? 0
          net.changes[layer + 1][unit].fill(0)
        }
      }
    },
    run(steps, wantLosses) {
      const losses = []
      const begin = performance.now()
      for (let i = 0; i < steps; i++) {
        let error = 0
        for (const index of order[(position + i) % order.length]) error += net.trainPattern(samples[index], wantLosses)
        losses.push(error / setup.batchSize)
      }
      const seconds = (performance.now() - begin) / 1000
      position += steps
      return { seconds, losses }
    },
  }
})

function packageVersion(setup) {
  return requireFrom(setup, 'brain.js/package.json').version
}
