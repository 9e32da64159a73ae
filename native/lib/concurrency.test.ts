import { describe, expect, it } from 'vitest'
import type { DType, FloatArray, NativeLayer } from './addon-types.ts'
import { gemm, NativeDataset, NativeNetwork } from './index.ts'
import { cycle, randomBytes, randomLabels, samples } from './testing/arrays.ts'
import { runWorker } from './testing/child.ts'
import { expectSameBits } from './testing/close.ts'

const features = 96
const count = 500

/** A training run of its own shape, batch and dtype for every seed, long enough to overlap with others. */
function makeRun(seed: number) {
  const dtype: DType = seed % 2 === 0 ? 'float32' : 'float64'
  const inputs = randomBytes(count * features, seed)
  const dataset = new NativeDataset({
    inputs,
    features,
    labels: randomLabels(count, 10, seed),
    mean: 128,
    standardDeviation: 74,
  })
  const hidden = [{ units: 20 + 13 * (seed % 5), activation: 'sigmoid', bias: true }] as const
  const layers = [...hidden, { units: 10, activation: 'identity', bias: false }] as const
  const network = new NativeNetwork({ dtype, inputs: features, layers })
  network.setParameters(samples(dtype, network.parameterCount, seed, -0.3, 0.3))
  const batchSize = 16 + (seed % 3) * 17
  return {
    network,
    dataset,
    indices: cycle(200 * batchSize, count),
    batchSize,
    learningRate: 0.05,
    optimizer: { kind: 'sgd', momentum: 0.9 } as const,
  }
}

interface Outcome {
  readonly parameters: FloatArray
  readonly losses: Float64Array
  readonly loss: number
}

async function outcomeOf(run: ReturnType<typeof makeRun>): Promise<Outcome> {
  const { network, ...options } = run
  const { losses } = await network.trainSteps(options)
  const { loss } = await network.evaluate({ dataset: options.dataset })
  return { parameters: network.getParameters(), losses, loss }
}

function expectSameOutcome(actual: Outcome, expected: Outcome): void {
  expectSameBits(actual.losses, expected.losses)
  expectSameBits(actual.parameters, expected.parameters)
  expect(actual.loss).toBe(expected.loss)
}

describe('networks that train at the same time', () => {
  it('give bit for bit what each gives alone, time and again', async () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
    const alone: Outcome[] = []
    for (const seed of seeds) alone.push(await outcomeOf(makeRun(seed)))
    expect(new Set(alone.map(({ loss }) => loss)).size).toBe(seeds.length)
    for (let round = 0; round < 5; round++) {
      const together = await Promise.all(seeds.map(seed => outcomeOf(makeRun(seed))))
      together.forEach((outcome, i) => {
        expectSameOutcome(outcome, alone[i]!)
      })
    }
  })

  it('do not disturb, nor are disturbed by, products on the main thread and in worker_threads', async () => {
    const alone = await outcomeOf(makeRun(3))
    const product = () => {
      const c = new Float64Array(90 * 70)
      gemm({ m: 90, n: 70, k: 110, a: samples('float64', 9900, 1), b: samples('float64', 7700, 2), c })
      return c
    }
    const expected = product()
    // Each loads the addon while the others multiply.
    const program = `const { parameters, indices } = workerData
      const net = network('float32', 64, 32); net.setParameters(parameters)
      net.trainSteps({ ...training(dataset(200, 64), 1), indices }).then(({ losses }) => parentPort.postMessage(losses))`
    const workerData = { parameters: new Float32Array(2400).fill(0.01), indices: cycle(2000, 200) }
    const inWorkers = [1, 2, 3].map(() => runWorker(program, workerData) as Promise<Float64Array>)
    const training = outcomeOf(makeRun(3))
    for (let i = 0; i < 200; i++) expectSameBits(product(), expected)
    expectSameOutcome(await training, alone)
    const [first, ...others] = await Promise.all(inWorkers)
    expect(first!.length).toBe(250)
    for (const other of others) expectSameBits(other, first!)
  })

  describe('a hundred at once, more than can multiply', () => {
    const dataset = new NativeDataset({ inputs: randomBytes(100 * 24), features: 24, labels: randomLabels(100, 10) })
    const options = { dataset, batchSize: 4, learningRate: 1e-4, optimizer: { kind: 'sgd', momentum: 0.5 } as const }
    const output = { units: 10, activation: 'identity', bias: true } as const
    const hundred = (...hidden: NativeLayer[]) =>
      Array.from(
        { length: 100 },
        () => new NativeNetwork({ dtype: 'float64', inputs: 24, layers: [...hidden, output] }),
      )

    it('give what one gives', async () => {
      const networks = hundred()
      const run = { ...options, indices: cycle(400, 100) }
      const [first, ...others] = await Promise.all(networks.map(network => network.trainSteps(run)))
      expect(first!.losses.length).toBe(100)
      for (const { losses } of others) expectSameBits(losses, first!.losses)
      for (const network of networks) expectSameBits(network.getParameters(), networks[0]!.getParameters())
    })

    it('can be cancelled together, those that wait among them', async () => {
      const networks = hundred({ units: 300, activation: 'tanh', bias: true })
      const run = { ...options, indices: cycle(400_000, 100) }
      const training = networks.map(network => network.trainSteps(run))
      const waiting = networks.map(network => network.gradient({ dataset, indices: cycle(100) }))
      for (const network of networks) network.cancel()
      for (const { ended, losses } of await Promise.all(training)) {
        expect(ended).toBe('cancelled')
        expect(losses.length).toBeLessThan(100_000)
      }
      for (const { loss } of await Promise.all(waiting)) expect(loss).toBeNaN()
      for (const network of networks) network.dispose()
    })
  })
})
