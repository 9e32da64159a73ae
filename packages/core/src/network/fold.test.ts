import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createNetwork, foldBatchNorm, type LayerOptions, loadNetwork, type Network, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'
import { temporaryFolder } from '../testing/folder.ts'

const data = blobs({ count: 120 })

/** Every kind of layer that there is to fold, after training: statistics, scales and shifts are no longer 0 and 1. */
async function trained(dtype: 'float32' | 'float64', activation: 'gelu' | 'identity' = 'gelu'): Promise<Network> {
  const layers: LayerOptions[] = [
    { units: 7, activation, batchNorm: true, dropout: 0.2 },
    { units: 5, activation, bias: true, batchNorm: { momentum: 0.3, epsilon: 0.01 }, l2: 0.001 },
    { units: 4, activation: 'tanh', bias: false },
    { units: 3, batchNorm: true, initializer: { kind: 'orthogonal' } },
  ]
  const network: Network = createNetwork({ inputs: 6, layers, dtype, seed: 2 })
  const optimizer = { kind: 'sgd', learningRate: 0.1, momentum: 0.9 } as const
  await train(network, { data: { train: data }, optimizer, epochs: 5 }).result
  return network
}

/** Largest |a − b| / max(1, |b|). */
async function difference(one: Network, other: Network): Promise<number> {
  const [a, b] = [await one.forward(data.inputs), await other.forward(data.inputs)]
  expect(a).toHaveLength(360)
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index]!) / Math.max(1, Math.abs(b[index]!))))
}

test.each([
  ['float64', 1e-12],
  ['float32', 1e-5],
] as const)('%s: the same outputs without batch normalisation', async (dtype, limit) => {
  const network = await trained(dtype)
  const before = network.parameters()
  const folded = foldBatchNorm(network)
  expect(await difference(folded, network)).toBeLessThan(limit)
  // What normalisation has learnt makes a difference.
  const untouched = createNetwork({ inputs: 6, layers: folded.layers, dtype, seed: 2 })
  expect(await difference(untouched, network)).toBeGreaterThan(0.1)
  expect(folded.parameters().map(({ name, shape }) => [name, shape])).toEqual([
    ...[['layers.0.weight', [7, 6]] as const, ['layers.0.bias', [7]] as const],
    ...[['layers.1.weight', [5, 7]] as const, ['layers.1.bias', [5]] as const],
    ['layers.2.weight', [4, 5]],
    ...[['layers.3.weight', [3, 4]] as const, ['layers.3.bias', [3]] as const],
  ])
  expect(network.parameters()).toEqual(before)
})

test('one layer by hand', async () => {
  const network: Network = createNetwork({
    inputs: 1,
    layers: [{ units: 1, batchNorm: { epsilon: 3, momentum: 1 } }],
    dtype: 'float64',
  })
  // The batch 0, 2, 4 through w = 1: mean 2, unbiased variance 4.
  const batch = { inputs: Float64Array.of(0, 2, 4), targets: Float64Array.of(1, 2, 4) }
  const { values } = network.parameters()[0]!
  const unit = 1 / values[0]!
  const inputs = batch.inputs.map(x => x * unit)
  const optimizer = { kind: 'sgd', learningRate: 1e-30 } as const
  const data = { train: { inputs, targets: batch.targets } }
  const options = { loss: 'mean-squared-error', epochs: 1, batchSize: 3, normalisation: 'none' } as const
  await train(network, { data, optimizer, ...options }).result
  const [weight, bias] = foldBatchNorm(network).parameters()
  expect(weight!.values[0]! / values[0]!).toBeCloseTo(1 / Math.sqrt(7), 14)
  expect(bias!.values[0]).toBeCloseTo(-2 / Math.sqrt(7), 14)
})

test('what is not folded stays', async () => {
  const network = await trained('float64')
  const folded = foldBatchNorm(network)
  expect([folded.dtype, folded.seed, folded.inputs, folded.outputs]).toEqual(['float64', 2, 6, 3])
  expect(folded.normalisation).toEqual(network.normalisation)
  expect(folded.layers.map(({ dropout, l2 }) => [dropout, l2])).toEqual([
    [0.2, undefined],
    [undefined, 0.001],
    [undefined, undefined],
    [undefined, undefined],
  ])
  expect(folded.layers.map(({ bias, biasInitializer }) => [bias, biasInitializer?.kind])).toEqual([
    [true, 'constant'],
    [true, 'with-weights'],
    [false, undefined],
    [true, 'constant'],
  ])
  const plain: Network = createNetwork({ inputs: 6, layers: [{ units: 3 }] })
  expect(foldBatchNorm(plain).parameters()).toEqual(plain.parameters())
  expect({ ...foldBatchNorm(plain) }).toEqual({ ...plain })
})

test('a model file of it loads as it is, and it goes on training', async () => {
  const folded = foldBatchNorm(await trained('float32'))
  const file = join(await temporaryFolder(), 'folded.safetensors')
  await folded.save(file)
  const loaded = await loadNetwork(file)
  expect(loaded.layers).toEqual(folded.layers)
  expect(loaded.parameters()).toEqual(folded.parameters())
  const { loss } = await folded.evaluate(data)
  expect(await loaded.evaluate(data)).toMatchObject({ loss })
  const optimizer = { kind: 'sgd', learningRate: 0.01 } as const
  await train(loaded, { data: { train: data }, optimizer, epochs: 20 }).result
  expect((await loaded.evaluate(data)).loss).toBeLessThan(loss)
})

test('errors', async () => {
  expect(() => foldBatchNorm({} as never)).toThrow('network: expected a network made by createNetwork or loadNetwork')
  const network = await trained('float32')
  const optimizer = { kind: 'sgd', learningRate: 0.01 } as const
  const run = train(network, { data: { train: data }, optimizer, epochs: 1 })
  expect(() => foldBatchNorm(network)).toThrow('fold its batch normalisation')
  await run.result
  network.dispose()
  expect(() => foldBatchNorm(network)).toThrow('fold its batch normalisation')
})
