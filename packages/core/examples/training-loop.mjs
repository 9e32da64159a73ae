// A training loop of one's own: learns three clusters of points with a loss of its own, a margin between the right output
// and the best of the others, a learning rate that falls, and a look at the gradient on the way.
import { createNetwork, createTrainingLoop } from '@blasnet/core'

const CLASSES = 3
const SAMPLES = 600
const BATCH = 60

// Points around three centres on a circle; sample i is of class i mod 3.
const inputs = new Float32Array(SAMPLES * 2)
const labels = Uint8Array.from({ length: SAMPLES }, (_, i) => i % CLASSES)
for (let i = 0; i < SAMPLES; i++) {
  const angle = (2 * Math.PI * (i % CLASSES)) / CLASSES
  const spread = 0.3 * Math.sin(i * 12.9898)
  inputs[2 * i] = Math.cos(angle) + spread
  inputs[2 * i + 1] = Math.sin(angle) + 0.3 * Math.cos(i * 78.233)
}

/**
 * The mean of max(0, 1 + best other output − output of the class), and its gradient in the outputs.
 *
 * @param {import('@blasnet/core').FloatArray} outputs
 * @param {Uint32Array} indices
 */
function marginLoss(outputs, indices) {
  const gradient = new Float32Array(outputs.length)
  let loss = 0
  for (const [row, sample] of indices.entries()) {
    const label = Number(labels[sample])
    const own = outputs.subarray(row * CLASSES, (row + 1) * CLASSES)
    const others = own.map((output, c) => (c === label ? Number.NEGATIVE_INFINITY : output))
    const best = Math.max(...others)
    const missing = 1 + best - Number(own[label])
    if (missing <= 0) continue
    loss += missing / indices.length
    gradient[row * CLASSES + others.indexOf(best)] = 1 / indices.length
    gradient[row * CLASSES + label] = -1 / indices.length
  }
  return { loss, gradient }
}

const network = createNetwork({ inputs: 2, layers: [{ units: 16, activation: 'tanh' }, { units: CLASSES }], seed: 1 })
const loop = createTrainingLoop(network, {
  data: { inputs },
  loss: 'own',
  optimizer: { kind: 'adam', learningRate: 0.01 },
  batchSize: BATCH,
})

const STEPS = 200
for (let step = 0; step < STEPS; step++) {
  const first = (step * BATCH) % SAMPLES
  const indices = Uint32Array.from({ length: BATCH }, (_, i) => first + i)
  loop.forward(indices)
  const { loss, gradient } = marginLoss(loop.outputs(), indices)
  loop.setOutputGradient(gradient)
  loop.backward()
  if (step % 50 === 0) {
    const norm = Math.hypot(...loop.gradients().flatMap(({ values }) => [...values]))
    console.log(`step ${step}: loss ${loss.toFixed(3)}, norm of the gradient ${norm.toFixed(3)}`)
  }
  loop.step(0.01 * (1 - step / STEPS))
}
loop.dispose()

const { accuracy } = await network.evaluate({ inputs, labels })
console.log(`accuracy ${(100 * accuracy).toFixed(1)} %`)
network.dispose()
