import { describe, expect, test } from 'vitest'
import { createNetwork, type NetworkOptions, type TrainingEvent, type TrainOptions, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'
import { collect } from '../testing/collect.ts'

const options: NetworkOptions = { inputs: 6, layers: [{ units: 5, activation: 'tanh' }, { units: 3 }], seed: 1 }
const data = { train: blobs({ count: 110 }), validation: blobs({ count: 40, seed: 2 }) }
const training: TrainOptions = {
  data,
  optimizer: { kind: 'sgd', learningRate: 0.05 },
  epochs: 3,
  batchSize: 10,
  seed: 1,
  validationsPerEpoch: 3,
}

const values = (network: ReturnType<typeof createNetwork>) => network.parameters().flatMap(tensor => [...tensor.values])

describe('a run', () => {
  test('takes every step, validates where it should, and learns', async () => {
    const network = createNetwork(options)
    const { history, stopped, seconds } = await train(network, training).result
    expect(history.trainLoss).toHaveLength(33)
    // ⌊11 / 3⌋ = 3: after steps 0, 3, 6, 9 of each epoch.
    expect(history.validation.map(({ step }) => step)).toEqual([0, 3, 6, 9, 11, 14, 17, 20, 22, 25, 28, 31])
    expect(stopped).toEqual({ reason: 'completed', step: 32, epoch: 3 })
    expect(history.trainLoss.at(-1)).toBeLessThan(0.5 * history.trainLoss[0]!)
    expect(history.validation.at(-1)!.accuracy).toBeGreaterThan(0.9)
    expect(seconds.total).toBeGreaterThanOrEqual(seconds.training + seconds.validation)
    expect(Math.min(seconds.training, seconds.validation)).toBeGreaterThan(0)
  })

  test('any number of threads gives the same history', async () => {
    const large = { train: blobs({ count: 5000 }), validation: blobs({ count: 4000, seed: 2 }) }
    const histories = []
    for (const threads of [1, 2, 5]) {
      const network = createNetwork(options)
      histories.push((await train(network, { ...training, data: large, maxSteps: 40, threads }).result).history)
      expect(await network.evaluate(large.validation, { threads: 3 })).toEqual(await network.evaluate(large.validation))
    }
    expect(histories[1]).toEqual(histories[0])
    expect(histories[2]).toEqual(histories[0])
  })

  test('a validation is what evaluate says after that step', async () => {
    const network = createNetwork({ ...options, dtype: 'float64' })
    const { history } = await train(network, { ...training, maxSteps: 4 }).result
    const [held, own] = [await network.evaluate(data.validation), await network.evaluate(data.train)]
    expect(history.validation.at(-1)).toEqual({
      step: 3,
      loss: held.loss,
      accuracy: held.accuracy,
      trainAccuracy: own.accuracy,
    })
  })

  test('the first loss is that of the first batch before any update', async () => {
    const network = createNetwork({ ...options, dtype: 'float64', normalisation: { mean: 110, standardDeviation: 45 } })
    const batch = { inputs: data.train.inputs.subarray(0, 60), labels: data.train.labels.subarray(0, 10) }
    const { loss } = await network.evaluate(batch)
    const { history } = await train(network, { ...training, shuffle: false, maxSteps: 1 }).result
    expect(history.trainLoss[0]).toBeCloseTo(loss, 13)
  })

  test('validates once an epoch by default, after its first step', async () => {
    const { validationsPerEpoch: _, ...plain } = training
    const { history } = await train(createNetwork(options), plain).result
    expect(history.validation.map(({ step }) => step)).toEqual([0, 11, 22])
  })

  test('without validation data nothing is validated', async () => {
    const { validationsPerEpoch: _, ...plain } = training
    const run = train(createNetwork(options), { ...plain, data: { train: data.train } })
    const events = await collect(run)
    expect((await run.result).history.validation).toEqual([])
    expect(events.filter(({ type }) => type === 'validation')).toEqual([])
  })

  test('stops after maxSteps, in the middle of an epoch', async () => {
    const run = train(createNetwork(options), { ...training, maxSteps: 15 })
    expect(run.maxSteps).toBe(15)
    const { history, stopped } = await run.result
    expect(history.trainLoss).toHaveLength(15)
    expect(history.validation.at(-1)!.step).toBe(14)
    expect(stopped).toEqual({ reason: 'max-steps', step: 14, epoch: 15 / 11 })
  })

  test('stops early when validation no longer improves, at the first validation where that is so', async () => {
    // So large a rate that the loss goes up and down.
    const optimizer = { kind: 'sgd', learningRate: 3, momentum: 0.9 } as const
    const early = { ...training, optimizer, epochs: 100, earlyStopping: { patience: 4 } }
    const { history, stopped } = await train(createNetwork(options), early).result
    const losses = history.validation.map(({ loss }) => loss)
    const last = losses.slice(-5)
    expect(stopped.reason).toBe('early-stopping')
    expect(last.indexOf(Math.min(...last))).toBe(0)
    for (let end = 4; end < losses.length; end++) {
      const before = losses.slice(0, end).slice(-5)
      expect(before.indexOf(Math.min(...before))).toBeGreaterThan(0)
    }
    expect(stopped.step).toBe(history.validation.at(-1)!.step)
    expect(history.trainLoss).toHaveLength(stopped.step + 1)
    expect(stopped.epoch).toBe((stopped.step + 1) / 11)
  })
})

describe('events', () => {
  test('come in order and add up to the history', async () => {
    const run = train(createNetwork(options), training)
    const events = await collect(run)
    const { history, stopped } = await run.result
    const blocks = events.filter(event => event.type === 'step-block')
    expect(blocks.flatMap(({ losses }) => losses)).toEqual(history.trainLoss)
    let next = 0
    for (const { step, losses, epoch, samplesPerSecond } of blocks) {
      expect(step).toBe(next)
      next += losses.length
      expect(epoch).toBe(Math.floor(step / 11))
      expect(Math.floor((next - 1) / 11)).toBe(epoch)
      expect(samplesPerSecond).toBeGreaterThan(0)
    }
    const points = events.filter(event => event.type === 'validation')
    expect(points.map(({ type: _, epoch: __, ...point }) => point)).toEqual(history.validation)
    expect(points.map(({ epoch }) => epoch)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])
    const epochs = events.filter(event => event.type === 'epoch')
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [0, 10],
      [1, 21],
      [2, 32],
    ])
    const mean = history.trainLoss.slice(11, 22).reduce((sum, loss) => sum + loss, 0) / 11
    expect(epochs[1]!.trainLoss).toBeCloseTo(mean, 14)
    expect(events.at(-1)).toEqual({ type: 'stopped', ...stopped })
    expect(events.filter(({ type }) => type === 'stopped')).toHaveLength(1)
    expect(steps(events)).toEqual([...steps(events)].sort((a, b) => a - b))
  })

  /** The last step that each event speaks of. */
  function steps(events: TrainingEvent[]): number[] {
    return events.map(event => (event.type === 'step-block' ? event.step + event.losses.length - 1 : event.step))
  }

  test('after the last step of an epoch: its block, its validation, the epoch', async () => {
    // Ten steps, ⌊10 / 4⌋ = 2 … with 5 validations the last one follows step 8; with 10, step 9.
    const run = train(createNetwork(options), {
      ...training,
      data: { ...data, train: blobs({ count: 100 }) },
      validationsPerEpoch: 10,
      epochs: 1,
    })
    const types = (await collect(run)).map(({ type }) => type)
    expect(types.slice(-4)).toEqual(['step-block', 'validation', 'epoch', 'stopped'])
    expect(types.filter(type => type === 'validation')).toHaveLength(10)
  })

  test('the network is idle when `stopped` comes', async () => {
    const network = createNetwork(options)
    for await (const event of train(network, training)) {
      if (event.type === 'stopped') expect(network.parameters()).toHaveLength(4)
    }
    expect.assertions(1)
  })

  test('leaving the loop does not stop the run, and it may be looped over twice', async () => {
    const run = train(createNetwork(options), training)
    const second = collect(run)
    for await (const _ of run) break
    const { history } = await run.result
    expect(history.trainLoss).toHaveLength(33)
    expect((await second).at(-1)!.type).toBe('stopped')
    expect(await collect(run)).toEqual([])
  })

  test('a slow run reports about every 100 ms', async () => {
    const slow = createNetwork({ inputs: 784, layers: [{ units: 1000 }, { units: 1000 }, { units: 10 }] })
    const train_ = blobs({ count: 64 * 300, features: 784, classes: 10 })
    const abort = new AbortController()
    const run = train(slow, {
      data: { train: train_ },
      optimizer: { kind: 'sgd', learningRate: 1e-4 },
      epochs: 1,
      batchSize: 64,
      signal: abort.signal,
    })
    setTimeout(() => abort.abort(), 1200)
    const times: number[] = []
    for await (const { type } of run) if (type === 'step-block') times.push(performance.now())
    const gaps = times.slice(1).map((time, index) => time - times[index]!)
    expect(gaps.length).toBeGreaterThan(2)
    expect(gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)]).toBeLessThan(250)
  })
})

describe('normalisation', () => {
  test('by default the standard score of the training data, kept on the network for what follows', async () => {
    const network = createNetwork(options)
    await train(network, { ...training, maxSteps: 1 }).result
    const inputs = [...data.train.inputs]
    const mean = inputs.reduce((sum, value) => sum + value, 0) / inputs.length
    const deviation = Math.sqrt(inputs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inputs.length)
    expect(network.normalisation!.mean).toBeCloseTo(mean, 12)
    expect(network.normalisation!.standardDeviation).toBeCloseTo(deviation, 12)
    const first = network.normalisation
    await train(network, {
      ...training,
      data: { train: blobs({ count: 50, seed: 9 }), validation: data.validation },
      maxSteps: 1,
    }).result
    expect(network.normalisation).toEqual(first)
  })

  test('trains on (x − mean) / standardDeviation', async () => {
    const normalisation = { mean: 100, standardDeviation: 50 }
    const scaled = (bytes: ArrayLike<number>) => Float64Array.from(bytes, byte => (byte - 100) / 50)
    const double = { ...options, dtype: 'float64' } as const
    const a = await train(createNetwork(double), { ...training, normalisation }).result
    const b = await train(createNetwork(double), {
      ...training,
      data: {
        train: { ...data.train, inputs: scaled(data.train.inputs) },
        validation: { ...data.validation, inputs: scaled(data.validation.inputs) },
      },
      normalisation: 'none',
    }).result
    for (const [step, loss] of a.history.trainLoss.entries()) expect(b.history.trainLoss[step]).toBeCloseTo(loss, 9)
  })

  test('`none` clears what the network had', async () => {
    const network = createNetwork({ ...options, normalisation: { mean: 1, standardDeviation: 2 } })
    const optimizer = { kind: 'sgd', learningRate: 1e-6 } as const
    await train(network, { ...training, optimizer, normalisation: 'none', maxSteps: 1 }).result
    expect(network.normalisation).toBeUndefined()
  })
})

describe('training again', () => {
  const unshuffled: TrainOptions = { ...training, shuffle: false, normalisation: 'standard-score' }

  test('goes on from the trained weights', async () => {
    const twice = createNetwork({ ...options, dtype: 'float64' })
    const first = await train(twice, { ...unshuffled, epochs: 1 }).result
    const second = await train(twice, { ...unshuffled, epochs: 1 }).result
    const once = createNetwork({ ...options, dtype: 'float64' })
    const { history } = await train(once, { ...unshuffled, epochs: 2 }).result
    expect([...first.history.trainLoss, ...second.history.trainLoss]).toEqual(history.trainLoss)
    expect(values(twice)).toEqual(values(once))
  })

  test('starts with a velocity of zero', async () => {
    const withMomentum = {
      ...unshuffled,
      optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 },
      maxSteps: 5,
    } as const
    const used = createNetwork({ ...options, dtype: 'float64' })
    await train(used, withMomentum).result
    const before = values(used)
    await train(used, { ...withMomentum, maxSteps: 1 }).result
    const withMemory = values(used)
    // The first step from rest is −α·∇, which plain SGD takes too.
    const network = createNetwork({ ...options, dtype: 'float64' })
    await train(network, withMomentum).result
    expect(values(network)).toEqual(before)
    await train(network, { ...withMomentum, optimizer: { kind: 'sgd', learningRate: 0.01 }, maxSteps: 1 }).result
    expect(values(network)).toEqual(withMemory)
  })
})
