import { expect, test } from 'vitest'
import { createNetwork, type Network, type TrainOptions, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'

const data = { train: blobs({ count: 96 }), validation: blobs({ count: 40, seed: 2 }) }
const make = () =>
  createNetwork({ inputs: 6, layers: [{ units: 4, activation: 'tanh' }, { units: 3 }], seed: 1, dtype: 'float64' })
const options: TrainOptions = {
  ...{ data, optimizer: { kind: 'adam', learningRate: 0.05 }, epochs: 1, batchSize: 12, seed: 3 },
}
const values = (network: Network) => network.parameters().flatMap(tensor => [...tensor.values])

/** The weights after every step of the run without an average, and the averages that ought to be. */
async function expected(decay: number, steps: number) {
  let average = values(make())
  for (let t = 1; t <= steps; t++) {
    const network = make()
    await train(network, { ...options, maxSteps: t }).result
    const d = Math.min(decay, (1 + t) / (10 + t))
    const weights = values(network)
    average = average.map((value, index) => d * value + (1 - d) * weights[index]!)
  }
  return average
}

test('the network ends with the average of its weights, a ← d·a + (1 − d)·w', async () => {
  for (const decay of [0.2, 0.9]) {
    const network = make()
    await train(network, { ...options, averaging: { decay }, maxSteps: 5 }).result
    const averages = await expected(decay, 5)
    const largest = Math.max(...values(network).map((value, index) => Math.abs(value - averages[index]!)))
    expect(largest).toBeLessThan(1e-14)
  }
})

test('the average is what is validated, and what training goes on from is not', async () => {
  const [network, plain] = [make(), make()]
  const every = { ...options, validationsPerEpoch: 8, maxSteps: 5 }
  const averaged = (await train(network, { ...every, averaging: { decay: 0.9 } }).result).history
  const { loss, accuracy } = await network.evaluate(data.validation)
  expect(averaged.validation.at(-1)).toMatchObject({ step: 4, loss, accuracy })
  const usual = (await train(plain, every).result).history
  expect(averaged.trainLoss).toEqual(usual.trainLoss)
  expect(averaged.validation.at(-1)!.loss).not.toBe(usual.validation.at(-1)!.loss)
})

test('a decay of 0 is no average', async () => {
  const [network, plain] = [make(), make()]
  await train(network, { ...options, averaging: { decay: 0 } }).result
  await train(plain, options).result
  expect(values(network)).toEqual(values(plain))
})

test('the best validation restores the average of that step', async () => {
  const network = make()
  const earlyStopping = { patience: 100, goal: 'highest', restoreBest: true } as const
  const run = { ...options, validationsPerEpoch: 8, averaging: { decay: 0.9 }, earlyStopping }
  const { stopped, history } = await train(network, run).result
  const highest = history.validation.reduce((best, point) => (point.loss > best.loss ? point : best))
  // The loss falls, so that the "best" by this goal is the first one.
  expect(stopped.restoredStep).toBe(highest.step)
  expect((await network.evaluate(data.validation)).loss).toBe(highest.loss)
})

test('an aborted run ends with the average as well', async () => {
  const network = make()
  const controller = new AbortController()
  const run = train(network, { ...options, epochs: 1e6, averaging: { decay: 0.99 }, signal: controller.signal })
  for await (const event of run) if (event.type === 'validation' && event.step > 20) controller.abort()
  const { stopped } = await run.result
  expect(stopped.reason).toBe('aborted')
  const again = make()
  await train(again, { ...options, epochs: 1e6, averaging: { decay: 0.99 }, maxSteps: stopped.step + 1 }).result
  expect(values(network)).toEqual(values(again))
})
