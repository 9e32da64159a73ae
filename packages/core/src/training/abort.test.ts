import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createNetwork, type TrainOptions, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'
import { collect } from '../testing/collect.ts'

const large = blobs({ count: 20_000, features: 100, classes: 10 })
const makeNetwork = () =>
  createNetwork({ inputs: 100, layers: [{ units: 200, activation: 'tanh' }, { units: 10 }], seed: 1 })
const training: TrainOptions = { data: { train: large }, optimizer: { kind: 'sgd', learningRate: 0.01 }, epochs: 1000 }

const values = (network: ReturnType<typeof createNetwork>) => network.parameters().flatMap(tensor => [...tensor.values])

test('a signal that is aborted already: no step, no change', async () => {
  const network = makeNetwork()
  const before = values(network)
  const run = train(network, { ...training, signal: AbortSignal.abort() })
  const events = await collect(run)
  const { history, stopped } = await run.result
  expect(stopped).toEqual({ reason: 'aborted', step: -1, epoch: 0 })
  expect(events).toEqual([{ type: 'stopped', ...stopped }])
  expect(history).toEqual({ trainLoss: [], validation: [] })
  expect(values(network)).toEqual(before)
  expect(network.normalisation).toBeUndefined()
})

test('takes effect within steps, not blocks, and keeps what was trained', async () => {
  const network = makeNetwork()
  const controller = new AbortController()
  const short = { ...training, batchSize: 1 }
  const run = train(network, { ...short, signal: controller.signal })
  const blocks: number[] = []
  let abortedAt = 0
  for await (const event of run) {
    if (event.type !== 'step-block' || controller.signal.aborted) continue
    blocks.push(event.losses.length)
    const left = run.stepsPerEpoch - ((event.step + event.losses.length) % run.stepsPerEpoch)
    // By the sixth block they have settled at 100 ms; the end of the epoch must not cut the next one.
    if (abortedAt > 0 || blocks.length < 6 || left < 1.5 * event.losses.length) continue
    abortedAt = Number.POSITIVE_INFINITY
    setTimeout(() => {
      abortedAt = performance.now()
      controller.abort()
    }, 10)
  }
  expect(performance.now() - abortedAt).toBeLessThan(80)
  const { history, stopped } = await run.result
  const last = history.trainLoss.length - blocks.reduce((sum, steps) => sum + steps, 0)
  expect(last).toBeGreaterThan(0)
  expect(last).toBeLessThan(0.6 * blocks.at(-1)!)
  expect(stopped.reason).toBe('aborted')
  expect(stopped.step).toBe(history.trainLoss.length - 1)

  // Exactly these steps were made: as many without a signal give the same weights.
  const straight = makeNetwork()
  const again = await train(straight, { ...short, maxSteps: stopped.step + 1 }).result
  expect(again.history.trainLoss).toEqual(history.trainLoss)
  expect(values(straight)).toEqual(values(network))
})

test('during a validation: its figures are dropped', async () => {
  const controller = new AbortController()
  const network = makeNetwork()
  const validation = blobs({ count: 200_000, features: 100, classes: 10, seed: 2 })
  const run = train(network, { ...training, data: { train: large, validation }, signal: controller.signal })
  let abortedAt = 0
  for await (const event of run) {
    // The first block is the one step before the first validation.
    if (event.type === 'step-block') {
      await new Promise(resolve => setTimeout(resolve, 3))
      abortedAt = performance.now()
      controller.abort()
    }
    expect(event.type).not.toBe('validation')
  }
  expect(performance.now() - abortedAt).toBeLessThan(100)
  const { history, stopped } = await run.result
  expect(stopped).toMatchObject({ reason: 'aborted', step: 0 })
  expect(history.validation).toEqual([])
  expect((await network.evaluate({ inputs: large.inputs, labels: large.labels })).count).toBe(20_000)
})

test('leaves no listener on the signal, however the run ends', async () => {
  const { signal } = new AbortController()
  const short = { ...training, signal, maxSteps: 2 }
  for (let run = 0; run < 20; run++) await train(makeNetwork(), short).result
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)

  const diverging = { ...training, optimizer: { kind: 'sgd', learningRate: 1e30 } } as const
  const linear = createNetwork({ inputs: 100, layers: [{ units: 20 }, { units: 10 }], seed: 1 })
  await expect(train(linear, { ...diverging, signal }).result).rejects.toThrow('loss of')
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)

  const network = makeNetwork()
  const disposed = train(network, { ...training, signal })
  expect(() => train(network, { ...training, signal })).toThrow('but it is training')
  network.dispose()
  await expect(disposed.result).rejects.toThrow('disposed')
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

test('aborting a run that has ended changes nothing', async () => {
  const controller = new AbortController()
  const network = makeNetwork()
  const { stopped } = await train(network, { ...training, maxSteps: 2, signal: controller.signal }).result
  controller.abort()
  expect(stopped.reason).toBe('max-steps')
  expect((await train(network, { ...training, maxSteps: 3 }).result).stopped.step).toBe(2)
})
