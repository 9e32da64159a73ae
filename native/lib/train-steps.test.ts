import { describe, expect, it } from 'vitest'
import { cycle, dtypes, randomBytes, randomNumbers } from './testing/arrays.ts'
import { expectClose } from './testing/close.ts'
import { architectures, sampleSet, twins } from './testing/model.ts'

const features = 11
const classes = 5

/** Indices for `steps` batches, some of them of the same sample. */
function batches(steps: number, batchSize: number, count: number): Uint32Array {
  const random = randomNumbers(17)
  return Uint32Array.from({ length: steps * batchSize }, () => Math.floor(random() * count))
}

describe.each(Object.entries(architectures))('trainSteps on %s', (_, layers) => {
  it.each([
    ['float64', 1, 0, 1e-12],
    ['float64', 7, 0.9, 1e-12],
    ['float32', 7, 0.9, 2e-4],
  ] as const)(
    'takes the steps of its twin in %s, batch %d, momentum %d',
    async (dtype, batchSize, momentum, tolerance) => {
      const { dataset, samples } = sampleSet(23, features, classes)
      const { network, twin } = twins(dtype, features, layers)
      const indices = batches(12, batchSize, 23)
      const { losses, ended } = await network.trainSteps({
        dataset,
        indices,
        batchSize,
        learningRate: 0.05,
        optimizer: { kind: 'sgd', momentum } as const,
      })
      const expected = Array.from({ length: 12 }, (_, step) =>
        twin.step(
          Array.from(indices.subarray(step * batchSize, (step + 1) * batchSize), index => samples[index]!),
          0.05,
          momentum,
        ),
      )
      expect(ended).toBe('completed')
      expect(losses).toBeInstanceOf(Float64Array)
      expectClose(losses, expected, tolerance)
      expectClose(network.getParameters(), twin.parameters, tolerance)
    },
  )
})

describe.each(dtypes)('trainSteps in %s', dtype => {
  const layers = architectures['every activation']!
  const options = { batchSize: 4, learningRate: 0.1, optimizer: { kind: 'sgd', momentum: 0.9 } as const }

  it('gives bit for bit the same in one call and in several', async () => {
    const { dataset } = sampleSet(20, features, classes)
    const indices = batches(10, 4, 20)
    const [once, often] = [twins(dtype, features, layers).network, twins(dtype, features, layers).network]
    const whole = await once.trainSteps({ dataset, indices, ...options })
    const parts = [indices.subarray(0, 4), indices.subarray(4, 28), indices.subarray(28)]
    const losses: number[] = []
    for (const part of parts) losses.push(...(await often.trainSteps({ dataset, indices: part, ...options })).losses)
    expect(losses).toEqual([...whole.losses])
    expect(often.getParameters()).toEqual(once.getParameters())
  })

  it('forgets its velocity when the optimizer is reset', async () => {
    const { dataset } = sampleSet(20, features, classes)
    const indices = batches(3, 4, 20)
    const [used, fresh] = [twins(dtype, features, layers).network, twins(dtype, features, layers).network]
    const start = used.getParameters()
    await used.trainSteps({ dataset, indices, ...options })
    used.setParameters(start)
    used.resetOptimizer()
    const [again, first] = await Promise.all(
      [used, fresh].map(network => network.trainSteps({ dataset, indices, ...options })),
    )
    expect(again).toEqual(first)
    expect(used.getParameters()).toEqual(fresh.getParameters())
  })

  it('keeps its velocity when parameters are set', async () => {
    const { dataset, samples } = sampleSet(20, features, classes)
    const { network, twin } = twins(dtype, features, layers)
    const start = network.getParameters()
    await network.trainSteps({ dataset, indices: cycle(4), ...options })
    network.setParameters(start)
    await network.trainSteps({ dataset, indices: cycle(4), ...options })
    twin.step(samples.slice(0, 4), 0.1, 0.9)
    twin.parameters = [...start]
    twin.step(samples.slice(0, 4), 0.1, 0.9)
    expectClose(network.getParameters(), twin.parameters, dtype === 'float32' ? 1e-4 : 1e-12)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'ends at the first loss that is not finite, without its update: %d',
    async bad => {
      const inputs = Float64Array.from(randomBytes(20 * features))
      inputs[13 * features + 2] = bad
      const { dataset } = sampleSet(20, features, classes, inputs)
      // No sigmoid, which would make a number of infinity.
      const layers = architectures['one layer']!
      const [network, fewer] = [twins(dtype, features, layers).network, twins(dtype, features, layers).network]
      const indices = cycle(20)
      const { losses, ended } = await network.trainSteps({ dataset, indices, ...options })
      expect(ended).toBe('non-finite')
      expect([...losses].map(Number.isFinite)).toEqual([true, true, true, false])
      const first = await fewer.trainSteps({ dataset, indices: cycle(12), ...options })
      expect([...first.losses]).toEqual([...losses.subarray(0, 3)])
      expect(network.getParameters()).toEqual(fewer.getParameters())
      // The network is as good as before: its next batch counts.
      const next = { dataset, indices: cycle(4), ...options }
      expect(await network.trainSteps(next)).toEqual(await fewer.trainSteps(next))
    },
  )

  it('reads float32 and float64 inputs as it reads bytes', async () => {
    const bytes = randomBytes(20 * features)
    const indices = batches(5, 4, 20)
    const results = [bytes, Float32Array.from(bytes), Float64Array.from(bytes)].map(async inputs => {
      const { network } = twins(dtype, features, layers)
      return network.trainSteps({ ...options, dataset: sampleSet(20, features, classes, inputs).dataset, indices })
    })
    const [first, ...others] = await Promise.all(results)
    for (const other of others) expectClose(other.losses, first!.losses, dtype === 'float32' ? 1e-5 : 1e-13)
  })

  it('grows to a larger batch and back', async () => {
    const { dataset, samples } = sampleSet(20, features, classes)
    const { network, twin } = twins(dtype, features, layers)
    const wanted = [2, 19, 1, 20]
    for (const batchSize of wanted) {
      const run = {
        dataset,
        indices: cycle(batchSize),
        batchSize,
        learningRate: 0.1,
        optimizer: { kind: 'sgd', momentum: 0.5 } as const,
      }
      const { losses } = await network.trainSteps(run)
      expectClose(losses, [twin.step(samples.slice(0, batchSize), 0.1, 0.5)], dtype === 'float32' ? 1e-4 : 1e-12)
    }
    expectClose(network.getParameters(), twin.parameters, dtype === 'float32' ? 1e-4 : 1e-12)
  })
})
