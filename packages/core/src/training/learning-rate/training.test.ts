import { expect, test } from 'vitest'
import { createNetwork, type LearningRateSchedule, learningRateAt, type Network, train } from '../../index.ts'
import { blobs } from '../../testing/blobs.ts'
import { collect } from '../../testing/collect.ts'

const data = { train: blobs({ count: 60 }), validation: blobs({ count: 30, seed: 2 }) }

function network(): Network {
  return createNetwork({
    inputs: 6,
    layers: [{ units: 5, activation: 'tanh' }, { units: 3 }],
    dtype: 'float64',
    seed: 3,
  })
}

const planned = [
  { kind: 'constant', warmup: { steps: 5 } },
  { kind: 'step', factor: 0.5, every: { steps: 3 } },
  { kind: 'exponential', factor: 0.5, every: { epochs: 2 } },
  { kind: 'linear', final: 0.01 },
  { kind: 'cosine', warmup: { epochs: 1 } },
  { kind: 'one-cycle', startDivisor: 10 },
] as const satisfies LearningRateSchedule[]

test.each(planned)('every step takes the rate of $kind', async schedule => {
  const run = { learningRate: 0.3, stepsPerEpoch: 1, totalSteps: 12 }
  const whole = network()
  // One batch an epoch and no momentum: a run of 12 steps is 12 runs of one step.
  const common = { data: { train: data.train }, batchSize: 60, shuffle: false }
  const optimizer = { kind: 'sgd', learningRate: run.learningRate, schedule } as const
  const { history } = await train(whole, { ...common, optimizer, epochs: run.totalSteps }).result
  const single = network()
  const losses: number[] = []
  for (let step = 0; step < run.totalSteps; step++) {
    const learningRate = learningRateAt(schedule, { ...run, step })
    const { history } = await train(single, { ...common, optimizer: { kind: 'sgd', learningRate }, epochs: 1 }).result
    losses.push(...history.trainLoss)
  }
  expect(history.trainLoss).toEqual(losses)
  expect(whole.parameters()).toEqual(single.parameters())
})

test('blocks of any length have the rates of their steps, momentum left alone', async () => {
  const schedule = { kind: 'cosine', warmup: { steps: 10 } } as const
  const optimizer = { kind: 'sgd', learningRate: 0.1, momentum: 0.9, schedule } as const
  const options = { data, optimizer, epochs: 3, batchSize: 2, seed: 1 }
  const often = network()
  const { history } = await train(often, { ...options, validationsPerEpoch: 30 }).result
  const seldom = network()
  expect((await train(seldom, { ...options, validationsPerEpoch: 1 }).result).history.trainLoss).toEqual(
    history.trainLoss,
  )
  expect(seldom.parameters()).toEqual(often.parameters())
  const constant = network()
  const without = { ...options, optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0.9 } } as const
  expect((await train(constant, without).result).history.trainLoss).not.toEqual(history.trainLoss)
})

test('a schedule of an equal rate is no schedule', async () => {
  const losses = async (schedule?: LearningRateSchedule) => {
    const optimizer = { kind: 'sgd', learningRate: 0.1, momentum: 0.5, ...(schedule && { schedule }) } as const
    return (await train(network(), { data, optimizer, epochs: 2, batchSize: 4 }).result).history.trainLoss
  }
  const plain = await losses()
  expect(await losses({ kind: 'constant' })).toEqual(plain)
  expect(await losses({ kind: 'linear', final: 0.1 })).toEqual(plain)
})

test('on-plateau: each validation loss decides about the rate of the steps after it', async () => {
  // A rate so high that the loss goes up and down.
  const schedule = { kind: 'on-plateau', factor: 0.5, patience: 0, threshold: 0.01 } as const
  const optimizer = { kind: 'sgd', learningRate: 8, schedule } as const
  const common = { batchSize: 60, shuffle: false }
  const whole = network()
  const { history } = await train(whole, { ...common, data, optimizer, epochs: 20 }).result
  const single = network()
  let [rate, lowest, reductions] = [8, Number.POSITIVE_INFINITY, 0]
  for (const { loss } of history.validation) {
    const step = { ...common, data: { train: data.train }, optimizer: { kind: 'sgd', learningRate: rate } } as const
    await train(single, { ...step, epochs: 1 }).result
    expect((await single.evaluate(data.validation)).loss).toBe(loss)
    if (loss < 0.99 * lowest) lowest = loss
    else [rate, reductions] = [rate / 2, reductions + 1]
  }
  expect(single.parameters()).toEqual(whole.parameters())
  expect(reductions).toBeGreaterThan(3)
  expect(reductions).toBeLessThan(17)
})

test.each<[object, string]>([
  [{ schedule: 'cosine' }, 'optimizer.schedule: expected a plain object, received "cosine"'],
  [{ schedule: { kind: 'cosine', minimum: 0.2 } }, 'optimizer.schedule.minimum: expected a finite number at least 0'],
  [
    { schedule: { kind: 'constant', warmup: { epochs: 2 } } },
    'optimizer.schedule.warmup.epochs: expected fewer than the 12 steps of the run, received 2',
  ],
])('refuses %o before anything starts', (more, message) => {
  const options = { data, optimizer: { kind: 'sgd', learningRate: 0.1, ...more }, epochs: 2, batchSize: 10 }
  expect(() => train(network(), options as never)).toThrow(message)
})

test('on-plateau needs validation data', () => {
  const optimizer = { kind: 'sgd', learningRate: 0.1, schedule: { kind: 'on-plateau' } } as const
  expect(() => train(network(), { data: { train: data.train }, optimizer, epochs: 1 })).toThrow(
    'data.validation: expected data, as optimizer.schedule is on-plateau, received undefined',
  )
})

test('every block of steps tells the rate of its last step', async () => {
  const schedule = { kind: 'cosine', warmup: { steps: 3 } } as const
  const options = { data, optimizer: { kind: 'adam', learningRate: 0.1, schedule } as const, epochs: 3, batchSize: 6 }
  const events = await collect(train(network(), options))
  const blocks = events.filter(event => event.type === 'step-block')
  const run = { learningRate: 0.1, stepsPerEpoch: 10, totalSteps: 30 }
  expect(blocks.length).toBeGreaterThan(3)
  for (const { step, losses, learningRate } of blocks)
    expect(learningRate).toBe(learningRateAt(schedule, { ...run, step: step + losses.length - 1 }))
})

test('on a plateau the blocks tell the rate as it falls', async () => {
  const schedule = { kind: 'on-plateau', factor: 0.5, patience: 0, threshold: 0.9 } as const
  const options = { data, optimizer: { kind: 'sgd', learningRate: 0.1, schedule } as const, epochs: 5, batchSize: 60 }
  const blocks = (await collect(train(network(), options))).filter(event => event.type === 'step-block')
  // No loss falls to a tenth of the best one: every validation after the first halves the rate.
  expect(blocks.map(block => block.learningRate)).toEqual([0.1, 0.1, 0.05, 0.025, 0.0125])
})
