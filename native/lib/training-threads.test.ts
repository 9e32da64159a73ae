import { describe, expect, it } from 'vitest'
import { NativeNetwork } from './index.ts'
import { cycle, dtypes, sparseBytes } from './testing/arrays.ts'
import { sampleSet, twins } from './testing/model.ts'

const features = 784
const classes = 10
const layers = [
  { units: 130, activation: 'relu', bias: true },
  { units: 64, activation: 'sigmoid', bias: true },
  { units: classes, activation: 'identity', bias: true },
] as const

const network = (...units: readonly number[]) =>
  new NativeNetwork({
    dtype: 'float32',
    inputs: features,
    layers: units.map(size => ({ units: size, activation: 'identity' as const, bias: true })),
  })

describe('threads that share a step', () => {
  it.each(dtypes)('change no bit of the result in %s', async dtype => {
    for (const density of [0.1, 0.9]) {
      const inputs = sparseBytes(200 * features, density)
      const { dataset } = sampleSet(200, features, classes, inputs)
      const train = async (batchSize: number, threads?: number) => {
        const { network } = twins(dtype, features, layers)
        const indices = cycle(8 * batchSize, 200)
        const options = {
          dataset,
          indices,
          batchSize,
          learningRate: 0.01,
          optimizer: { kind: 'sgd', momentum: 0.9 } as const,
        }
        const { losses } = await network.trainSteps({ ...options, ...(threads !== undefined && { threads }) })
        return { losses, parameters: network.getParameters() }
      }
      for (const batchSize of [32, 57]) {
        const alone = await train(batchSize)
        for (const threads of [1, 2, 3, 8, 1024]) expect(await train(batchSize, threads)).toEqual(alone)
      }
    }
  })

  it('are as many as the work is worth', () => {
    const threadsOf = (of: NativeNetwork, batchSize: number) => of.trainingThreads({ batchSize, threads: 16 })
    expect(threadsOf(network(16, classes), 32)).toBe(1)
    expect(threadsOf(network(64, classes), 1)).toBe(1)
    expect(threadsOf(network(64, classes), 32)).toBeGreaterThan(1)
    expect(threadsOf(network(800, 800, classes), 128)).toBe(16)
    expect(network(800, 800, classes).trainingThreads({ batchSize: 128, threads: 3 })).toBe(3)
    // No more than there are groups of samples to share.
    expect(threadsOf(network(800, 800, classes), 17)).toBe(3)
  })

  it('end with a call that is cancelled', async () => {
    const { dataset } = sampleSet(200, features, classes)
    const { network } = twins('float32', features, layers)
    for (let round = 0; round < 20; round++) {
      const indices = cycle(32 * 20_000, 200)
      const work = network.trainSteps({
        dataset,
        indices,
        batchSize: 32,
        learningRate: 1e-4,
        optimizer: { kind: 'sgd', momentum: 0 } as const,
        threads: 4,
      })
      await new Promise(resolve => setTimeout(resolve, round % 4))
      network.cancel()
      const { losses, ended } = await work
      expect(ended).toBe('cancelled')
      expect(losses.length).toBeLessThan(20_000)
    }
  })
})
