import { describe, expect, test } from 'vitest'
import { createNetwork, type Network, type NetworkOptions, type TrainOptions, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'

const data = {
  train: blobs({ count: 3200, features: 50, classes: 10 }),
  validation: blobs({ count: 500, features: 50, classes: 10, seed: 2 }),
}

interface Case {
  readonly network: NetworkOptions
  readonly training: TrainOptions
}

function makeCase(seed: number, units: number, dtype: 'float32' | 'float64', order = seed): Case {
  return {
    network: {
      inputs: 50,
      layers: [
        { units, activation: 'improved-sigmoid' },
        { units: 10, bias: false },
      ],
      seed,
      dtype,
    },
    training: {
      data,
      optimizer: { kind: 'sgd', learningRate: 0.02, momentum: 0.9 },
      epochs: 3,
      seed: order,
      validationsPerEpoch: 4,
    },
  }
}

function fingerprint(network: Network): string {
  const tensors = network
    .parameters()
    .map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength))
  return Buffer.concat(tensors).toString('base64')
}

async function run({ network: options, training }: Case) {
  const network = createNetwork(options)
  const { history } = await train(network, training).result
  return { weights: fingerprint(network), history }
}

test.each(['float32', 'float64'] as const)('same seeds, same weights bit for bit, %s', async dtype => {
  const once = await run(makeCase(1, 33, dtype))
  expect(await run(makeCase(1, 33, dtype))).toEqual(once)
  expect((await run(makeCase(1, 33, dtype, 2))).weights).not.toBe(once.weights)
  expect((await run(makeCase(2, 33, dtype, 1))).weights).not.toBe(once.weights)
})

test('runs side by side give bit for bit what they give alone', async () => {
  const cases = [1, 2, 3, 4, 5, 6].map(seed => makeCase(seed, 16 + 9 * seed, seed % 2 === 0 ? 'float32' : 'float64'))
  const alone = []
  for (const single of cases) alone.push(await run(single))
  for (let round = 0; round < 3; round++) expect(await Promise.all(cases.map(run))).toEqual(alone)
})

describe('dropout', () => {
  const dropping = (seed: number, more: Partial<TrainOptions> = {}): Case => ({
    network: {
      inputs: 50,
      inputDropout: 0.2,
      layers: [{ units: 40, activation: 'relu', dropout: 0.5, batchNorm: true }, { units: 10 }],
    },
    training: { data, optimizer: { kind: 'adam', learningRate: 0.01 }, epochs: 2, batchSize: 64, seed, ...more },
  })

  test('what is dropped depends on the seed of the run', async () => {
    const once = await run(dropping(1))
    expect(await run(dropping(1))).toEqual(once)
    expect((await run(dropping(2, { shuffle: false }))).weights).not.toBe(
      (await run(dropping(1, { shuffle: false }))).weights,
    )
  })

  test('and not on the number of threads', async () => {
    const [one, ...others] = await Promise.all([1, 2, 3, 7].map(threads => run(dropping(1, { threads }))))
    for (const other of others) expect(other).toEqual(one)
  })

  test('nor on how steps are cut into blocks', async () => {
    // Validations end a block, and so make 100 of them.
    const { data: _, ...rest } = dropping(1).training
    const train_ = { train: data.train }
    const few = await run({ ...dropping(1), training: { ...rest, data: train_ } })
    const many = await run(dropping(1, { validationsPerEpoch: 50 }))
    expect(many.weights).toBe(few.weights)
    expect(many.history.trainLoss).toEqual(few.history.trainLoss)
    expect(many.history.validation).toHaveLength(100)
  })
})
