import { expect, it } from 'vitest'
import { createNetwork, createTrainingLoop, train, trainOnStream } from '../index.ts'

const data = { inputs: new Float32Array(24).map((_, i) => Math.sin(i)), labels: new Uint8Array(8) }
const optimizer = { kind: 'sgd', learningRate: 0.1 } as const

it('a batch of one has nothing left after its normalisation, so it is refused', () => {
  using network = createNetwork({ inputs: 3, layers: [{ units: 2, batchNorm: true }, { units: 2 }] })
  const message = 'batchSize: expected at least 2 beside batchNorm, received 1'
  expect(() => train(network, { data: { train: data }, optimizer, epochs: 1, batchSize: 1 })).toThrow(message)
  expect(() => createTrainingLoop(network, { data, optimizer, batchSize: 1 })).toThrow(message)
  expect(() => trainOnStream(network, { batches: [data], optimizer, normalisation: 'none', batchSize: 1 })).toThrow(
    message,
  )
})

it('is fine without one', async () => {
  using network = createNetwork({ inputs: 3, layers: [{ units: 2 }] })
  const { history } = await train(network, { data: { train: data }, optimizer, epochs: 1, batchSize: 1 }).result
  expect(history.trainLoss).toHaveLength(8)
})
