import { expect, test } from 'vitest'
import { createNetwork, NonFiniteLossError, type TrainingEvent, type TrainOptions, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'

const makeNetwork = () =>
  createNetwork({ inputs: 6, layers: [{ units: 5, activation: 'identity' }, { units: 3 }], seed: 1 })
/** Diverges after a few steps. */
const diverging: TrainOptions = {
  data: { train: blobs({ count: 320 }) },
  optimizer: { kind: 'sgd', learningRate: 1e10 },
  epochs: 5,
  normalisation: 'none',
}

async function failure(options: TrainOptions): Promise<NonFiniteLossError> {
  const error = await train(makeNetwork(), options).result.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(NonFiniteLossError)
  return error as NonFiniteLossError
}

test('a loss that is not finite rejects with the step, the rate and what was recorded before', async () => {
  const error = await failure(diverging)
  expect(error.code).toBe('ERR_BLASNET_NON_FINITE')
  expect(error.learningRate).toBe(1e10)
  expect(Number.isFinite(error.loss)).toBe(false)
  expect(error.step).toBeGreaterThan(0)
  expect(error.history!.trainLoss).toHaveLength(error.step!)
  expect(error.history!.trainLoss.every(Number.isFinite)).toBe(true)
  expect(error.message).toBe(
    `loss of the training batch at step ${error.step}, first in the outputs of layer ${error.firstIn}: expected a finite ` +
      `number, received ${error.loss}; ` +
      'training diverged: try a learning rate well below 10000000000, or normalise the inputs',
  )
})

test('at the first step it is not the learning rate that is to blame', async () => {
  const inputs = new Float64Array(6 * 32).fill(1e300)
  const train_ = { inputs, labels: new Uint8Array(32) }
  const error = await failure({ ...diverging, data: { train: train_ } })
  expect(error.step).toBe(0)
  expect(error.message).toMatch(/inputs or weights are too large, or are not normalised$/)
})

test('a validation loss that is not finite is one as well', async () => {
  const inputs = new Float64Array(6 * 8).fill(1e300)
  const error = await failure({
    ...diverging,
    optimizer: { kind: 'sgd', learningRate: 1e-3 },
    data: { ...diverging.data, validation: { inputs, labels: new Uint8Array(8) } },
  })
  expect(error).toMatchObject({ measuredOn: 'the validation data', step: 0, history: { validation: [] } })
})

test('the network stays usable, and its weights finite', async () => {
  const network = makeNetwork()
  await expect(train(network, diverging).result).rejects.toThrow(NonFiniteLossError)
  for (const { values } of network.parameters()) expect(values.every(Number.isFinite)).toBe(true)
})

test('a loop sees the events before the failure, then throws it', async () => {
  const events: TrainingEvent[] = []
  const run = train(makeNetwork(), diverging)
  const loop = (async () => {
    for await (const event of run) events.push(event)
  })()
  const error = await loop.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(NonFiniteLossError)
  const losses = events.flatMap(event => (event.type === 'step-block' ? event.losses : []))
  expect(losses).toEqual((error as NonFiniteLossError).history!.trainLoss)
  expect(events.some(({ type }) => type === 'stopped')).toBe(false)
})

/** What reaches the process as an unhandled rejection while `work` runs. */
async function unhandled(work: () => Promise<unknown>): Promise<unknown[]> {
  const before = process.listeners('unhandledRejection')
  const seen: unknown[] = []
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', reason => seen.push(reason))
  try {
    await work()
    await new Promise(resolve => setTimeout(resolve, 20))
  } finally {
    process.removeAllListeners('unhandledRejection')
    for (const listener of before) process.on('unhandledRejection', listener)
  }
  return seen
}

/** Waits until the network has stopped training, without looking at the run. */
async function untilIdle(network: ReturnType<typeof createNetwork>): Promise<void> {
  for (;;) {
    try {
      network.parameters()
      return
    } catch {
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
}

test('whoever only loops, or only awaits the result, gets the error once', async () => {
  const looped = await unhandled(async () => {
    const run = train(makeNetwork(), diverging)
    await expect(
      (async () => {
        for await (const _ of run);
      })(),
    ).rejects.toThrow(NonFiniteLossError)
  })
  expect(looped).toEqual([])
  const awaited = await unhandled(async () => {
    await expect(train(makeNetwork(), diverging).result).rejects.toThrow(NonFiniteLossError)
  })
  expect(awaited).toEqual([])
})

test('an error that nobody looks at is not lost', async () => {
  const ignored = await unhandled(async () => {
    const network = makeNetwork()
    train(network, diverging)
    await untilIdle(network)
  })
  expect(ignored).toEqual([expect.any(NonFiniteLossError)])

  const left = await unhandled(async () => {
    const network = makeNetwork()
    for await (const _ of train(network, diverging)) break
    await untilIdle(network)
  })
  expect(left).toEqual([expect.any(NonFiniteLossError)])
})

test('nor is one that had come already when the loop was left', async () => {
  const leaveLate = async (network: ReturnType<typeof createNetwork>) => {
    const run = train(network, diverging)
    for await (const _ of run) {
      await untilIdle(network)
      break
    }
    return run
  }
  expect(await unhandled(() => leaveLate(makeNetwork()))).toEqual([expect.any(NonFiniteLossError)])
  const handled = await unhandled(async () => {
    await expect((await leaveLate(makeNetwork())).result).rejects.toThrow(NonFiniteLossError)
  })
  expect(handled).toEqual([])
})

test('weights that the last step made infinite are no quiet success', async () => {
  const inputs = Float64Array.from({ length: 6 * 32 }, (_, index) => 1e15 * Math.sin(index))
  const optimizer = { kind: 'sgd', learningRate: 1e30 } as const
  const data = { train: { inputs, labels: Uint8Array.from({ length: 32 }, (_, index) => index % 3) } }
  const error = await failure({ ...diverging, data, optimizer, normalisation: 'none', maxSteps: 1 })
  expect(error.measuredOn).toBe('layers.0.weight')
  expect([error.step, error.history!.trainLoss.length]).toEqual([0, 1])
  expect(error.message).toMatch(
    /^layers\.0\.weight after step 0: expected a finite number, received -?Infinity; training diverged: try a learning rate/,
  )
})

test('tells where the first number that is not finite turned up', async () => {
  const inputs = Float64Array.from({ length: 64 }, (_, index) => Math.sin(index))
  const network = (value: number) =>
    createNetwork({
      inputs: 2,
      layers: [
        { units: 2, bias: false, initializer: { kind: 'constant', value: 1 } },
        { units: 2, bias: false, initializer: { kind: 'constant', value } },
        { units: 2, bias: false, initializer: { kind: 'constant', value } },
      ],
    })
  const options = { ...diverging, data: { train: { inputs, targets: inputs } }, loss: 'mean-squared-error' } as const
  const firstIn = async (weight: number) =>
    train(network(weight), options).result.catch((error: NonFiniteLossError) => [error.firstIn, error.message])
  // 1e30 · 1e30 is beyond float32; 1e15 · 1e15 is not, but its square is.
  expect(await firstIn(1e30)).toEqual([2, expect.stringContaining('at step 0, first in the outputs of layer 2: ')])
  expect(await firstIn(1e15)).toEqual(['loss', expect.stringContaining('at step 0, first in the loss itself: ')])
})
