import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { NativeDataset, NativeNetwork } from './index.ts'
import { cycle, randomBytes, randomLabels } from './testing/arrays.ts'
import { smallDataset, smallNetwork } from './testing/border.ts'
import { expectSameBits } from './testing/close.ts'

const features = 512
const count = 2000
const batchSize = 500
const inputs = randomBytes(count * features)
const labels = randomLabels(count, 10)
const dataset = new NativeDataset({ inputs, features, labels, classes: 10, mean: 128, standardDeviation: 74 })

/** A network with a step of some 10 ms at batch 500. */
function slowNetwork(): NativeNetwork {
  const layers = [
    { units: 512, activation: 'tanh', bias: true },
    { units: 10, activation: 'identity', bias: false },
  ] as const
  const network = new NativeNetwork({ dtype: 'float32', inputs: features, layers })
  network.setParameters(Float32Array.from({ length: network.parameterCount }, (_, i) => Math.sin(i) / 30))
  return network
}

const training = (steps: number) =>
  ({
    dataset,
    indices: cycle(steps * batchSize, count),
    batchSize,
    learningRate: 0.01,
    optimizer: { kind: 'sgd', momentum: 0.9 } as const,
  }) as const

describe('cancel', () => {
  it('ends training within a step or two, and leaves it as fewer steps would have', async () => {
    const network = slowNetwork()
    const reference = slowNetwork()
    const start = performance.now()
    await network.trainSteps(training(5))
    await reference.trainSteps(training(5))
    const step = (performance.now() - start) / 10

    const work = network.trainSteps(training(400))
    await sleep(10 * step)
    const cancelled = performance.now()
    network.cancel()
    const { losses, ended } = await work
    expect(performance.now() - cancelled).toBeLessThan(3 * step + 500)
    expect(ended).toBe('cancelled')
    expect(losses.length).toBeGreaterThan(0)
    expect(losses.length).toBeLessThan(100)

    const fewer = await reference.trainSteps(training(losses.length))
    expect(fewer.ended).toBe('completed')
    expectSameBits(losses, fewer.losses)
    expectSameBits(network.getParameters(), reference.getParameters())
  })

  it('ends an evaluation early, with the figures of the samples it saw', async () => {
    const network = slowNetwork()
    const bytes = randomBytes(10_000 * features)
    const classes = randomLabels(10_000, 10)
    const many = new NativeDataset({ inputs: bytes, features, labels: classes })
    const work = network.evaluate({ dataset: many })
    await sleep(5)
    network.cancel()
    const result = await work
    expect(result.cancelled).toBe(true)
    expect(result.count).toBeLessThan(10_000)
    if (result.count === 0) {
      expect(result).toEqual({ loss: 0, correct: 0, count: 0, cancelled: true })
    } else {
      const seen = new NativeDataset({
        inputs: bytes.subarray(0, result.count * features),
        features,
        labels: classes.subarray(0, result.count),
      })
      expect(await network.evaluate({ dataset: seen })).toEqual({ ...result, cancelled: false })
    }
  })

  it('ends everything that waits, and resolves it with nothing', async () => {
    const network = slowNetwork()
    const indices = cycle(20)
    const parameters = cycle(30)
    const before = network.getParameters()
    const running = network.trainSteps(training(400))
    const [train, evaluate, logits, gradient, numeric, statistics] = [
      network.trainSteps(training(3)),
      network.evaluate({ dataset }),
      network.logits({ dataset, count: 4 }),
      network.gradient({ dataset, indices }),
      network.numericalGradient({ dataset, indices, epsilon: 1e-3, parameters }),
      network.layerStatistics({ dataset, indices }),
    ] as const
    network.cancel()
    const { losses } = await running
    expect(await train).toEqual({ losses: new Float64Array(0), ended: 'cancelled' })
    expect(await evaluate).toEqual({ loss: 0, correct: 0, count: 0, cancelled: true })
    expect(await logits).toEqual(new Float32Array(40).fill(Number.NaN))
    const { loss, gradient: nothing } = await gradient
    expect(loss).toBeNaN()
    expect([nothing.length, nothing.every(Number.isNaN)]).toEqual([network.parameterCount, true])
    expect(await numeric).toEqual(new Float64Array(30).fill(Number.NaN))
    expect(Object.values(await statistics)).toEqual(Array(5).fill(new Float64Array(2).fill(Number.NaN)))
    if (losses.length === 0) expectSameBits(network.getParameters(), before)
  })

  it('leaves alone what is called after it, in the same turn', async () => {
    const network = smallNetwork()
    const data = smallDataset()
    const cancelled = network.trainSteps({
      dataset: data,
      indices: new Uint32Array(3_000_000),
      batchSize: 1,
      learningRate: 0.1,
      optimizer: { kind: 'sgd', momentum: 0 } as const,
    })
    network.cancel()
    const next = network.evaluate({ dataset: data })
    expect((await cancelled).ended).toBe('cancelled')
    expect(await next).toMatchObject({ count: 5, cancelled: false })
  })

  it('does nothing when there is nothing to end', async () => {
    const network = smallNetwork()
    const data = smallDataset()
    network.cancel()
    expect((await network.evaluate({ dataset: data })).count).toBe(5)
    network.cancel()
    network.cancel()
    expect((await network.evaluate({ dataset: data })).cancelled).toBe(false)
  })

  it('restores the parameters that numericalGradient moves', async () => {
    const network = slowNetwork()
    const before = network.getParameters()
    const parameters = cycle(50_000)
    const work = network.numericalGradient({ dataset, indices: cycle(200), epsilon: 0.5, parameters })
    await sleep(30)
    network.cancel()
    const out = await work
    const reached = out.findIndex(Number.isNaN)
    expect(reached).toBeGreaterThanOrEqual(0)
    expect(out.subarray(reached).every(Number.isNaN)).toBe(true)
    expectSameBits(network.getParameters(), before)
  })
})
