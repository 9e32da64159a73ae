import { expect, it } from 'vitest'
import { createNetwork, trainOnStream } from '../index.ts'

const piece = { inputs: new Float32Array(96).map((_, i) => Math.sin(i)), labels: new Uint8Array(32) }

/** Gives pieces for ever, and never ends cleaning up. */
const endless = {
  [Symbol.asyncIterator]: () => ({
    next: async () => ({ done: false as const, value: piece }),
    return: () => new Promise<never>(() => {}),
  }),
}

it('ends a run whose iterator never ends cleaning up', async () => {
  using network = createNetwork({ inputs: 3, layers: [{ units: 2 }] })
  const optimizer = { kind: 'sgd', learningRate: 0.1 } as const
  const run = trainOnStream(network, { batches: endless, normalisation: 'none', maxSteps: 3, optimizer })
  const { history, stopped } = await run.result
  expect(history.trainLoss).toHaveLength(3)
  expect(stopped.reason).toBe('max-steps')
})
