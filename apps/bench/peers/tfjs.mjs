// TensorFlow.js. Measured at 784-64-10, batch 32, backend wasm: optimizer.minimize 2.4 ms a step, fused.matMul 3.3 ms,
// layers' trainOnBatch 4.3 ms, a backward pass written by hand 2.8 ms; cpu 10 to 15 ms in the same order.
import { readImages, readLabels, readOrder, readParameters, requireFrom, serve } from './protocol.mjs'

await serve(async setup => {
  const tf = requireFrom(setup, '@tensorflow/tfjs')
  // Of variant cpu or wasm; the latter registers itself.
  if (setup.variant === 'wasm') requireFrom(setup, '@tensorflow/tfjs-backend-wasm').setThreadsCount(setup.threads)
  if (!(await tf.setBackend(setup.variant))) throw new Error(`the backend ${setup.variant} does not start`)
  await tf.ready()

  const images = tf.tensor2d(readImages(setup), [setup.samples, setup.features])
  const labels = tf.tidy(() => tf.oneHot(tf.tensor1d(readLabels(setup), 'int32'), setup.classes).toFloat())
  const rows = readOrder(setup).map(batch => tf.tensor1d(batch, 'int32'))
  const initial = tf.tidy(() =>
    readParameters(setup).map(({ weight, bias }, layer) => {
      const { inputs, units } = setup.layers[layer]
      const matrix = tf.tensor2d(Float32Array.from(weight), [units, inputs])
      return [matrix.transpose(), ...(bias === undefined ? [] : [tf.tensor1d(Float32Array.from(bias))])]
    }),
  )
  const parameters = initial.map(layer => layer.map(values => tf.variable(values.clone())))
  const trained = parameters.flat()

  const activations = {
    sigmoid: z => z.sigmoid(),
    tanh: z => z.tanh(),
    relu: z => z.relu(),
    'improved-sigmoid': z =>
      z
        .mul(2 / 3)
        .tanh()
        .mul(1.7159),
    identity: z => z,
  }
  const forward = x =>
    parameters.reduce((x, [weight, bias], layer) => {
      const z = x.matMul(weight)
      return activations[setup.layers[layer].activation](bias === undefined ? z : z.add(bias))
    }, x)

  const makeOptimizer = () => tf.train.momentum(setup.learningRate, setup.momentum)
  let optimizer = makeOptimizer()
  const step = batch =>
    tf.tidy(() => {
      const x = images.gather(batch)
      const y = labels.gather(batch)
      return optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, forward(x)), true, trained)
    })

  let position = 0
  return {
    versions: { '@tensorflow/tfjs': tf.version.tfjs, node: process.versions.node },
    reset() {
      position = 0
      trained.forEach((variable, i) => {
        variable.assign(initial.flat()[i])
      })
      // With the velocity in it.
      optimizer.dispose()
      optimizer = makeOptimizer()
    },
    async run(steps, wantLosses) {
      const kept = []
      const begin = performance.now()
      for (let i = 0; i < steps; i++) kept.push(step(rows[(position + i) % rows.length]))
      // The backends compute at once: there is nothing left to wait for but this.
      await kept.at(-1).data()
      const seconds = (performance.now() - begin) / 1000
      position += steps
      const losses = wantLosses ? kept.map(loss => loss.dataSync()[0]) : []
      tf.dispose(kept)
      return { seconds, losses }
    },
  }
})
