import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createNetwork, type TrainOptions, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'
import { collect } from '../testing/collect.ts'

const large = blobs({ count: 20_000, features: 100, classes: 10 })
const makeNetwork = () =>
  createNetwork({ inputs: 100, layers: [{ units: 2000, activation: 'tanh' }, { units: 10 }], seed: 1 })
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

/** Aborts a run early in a block of 100 ms; `latency` is the time from then to the end, in milliseconds. */
async function abortInBlock() {
  const network = makeNetwork()
  const controller = new AbortController()
  const run = train(network, { ...training, batchSize: 1, signal: controller.signal })
  let blocks = 0
  let abortedAt = Number.NaN
  for await (const event of run) {
    if (event.type !== 'step-block') continue
    const left = run.stepsPerEpoch - ((event.step + event.losses.length) % run.stepsPerEpoch)
    // By the sixth block they have settled at 100 ms; the end of the epoch must not cut the next one.
    if (++blocks < 6 || left < 1.5 * event.losses.length) continue
    setTimeout(() => {
      abortedAt = performance.now()
      controller.abort()
    }, 10)
    break
  }
  const result = await run.result
  return { network, latency: performance.now() - abortedAt, ...result }
}

test('takes effect within steps, not blocks', async () => {
  // A block would go on for 90 ms. On a machine with other work to do a single try may take any time.
  const latencies: number[] = []
  while (latencies.length < 5 && !(Math.min(...latencies) < 20)) latencies.push((await abortInBlock()).latency)
  expect(Math.min(...latencies)).toBeLessThan(20)
})

test('keeps exactly the steps that it reports', async () => {
  const { network, history, stopped } = await abortInBlock()
  expect(stopped.reason).toBe('aborted')
  expect(stopped.step).toBe(history.trainLoss.length - 1)

  const straight = makeNetwork()
  const again = await train(straight, { ...training, batchSize: 1, maxSteps: stopped.step + 1 }).result
  expect(again.history.trainLoss).toEqual(history.trainLoss)
  expect(values(straight)).toEqual(values(network))
})

test.each(['validation', 'training'])('while the %s data is evaluated: the figures are dropped', async side => {
  const controller = new AbortController()
  // Seconds of work on one side, wide as the network is, and none to speak of on the other.
  const network = createNetwork({ inputs: 100, layers: [{ units: 2000, activation: 'tanh' }, { units: 10 }], seed: 1 })
  const small = { inputs: large.inputs.subarray(0, 3200), labels: large.labels.subarray(0, 32) }
  const huge = blobs({ count: 200_000, features: 100, classes: 10, seed: 2 })
  const data = side === 'validation' ? { train: small, validation: huge } : { train: huge, validation: small }
  const run = train(network, { ...training, data, signal: controller.signal })
  for await (const event of run) {
    // The first block is the one step before the first validation.
    if (event.type === 'step-block') {
      await new Promise(resolve => setTimeout(resolve, 20))
      controller.abort()
    }
    expect(event.type).not.toBe('validation')
  }
  const { history, stopped } = await run.result
  expect(stopped).toMatchObject({ reason: 'aborted', step: 0 })
  expect(history.validation).toEqual([])
  expect((await network.evaluate(small)).count).toBe(32)
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
