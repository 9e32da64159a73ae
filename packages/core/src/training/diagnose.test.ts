import { expect, test } from 'vitest'
import { createNetwork, type TrainOptions, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'

const data = { train: blobs({ count: 40 }), validation: blobs({ count: 20, seed: 2 }) }
const training: TrainOptions = {
  data,
  optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
  epochs: 2,
  batchSize: 10,
  validationsPerEpoch: 2,
  diagnostics: { samples: 30 },
}
const layers = [{ units: 5, activation: 'tanh' as const }, { units: 4, bias: false }, { units: 3 }]
const norm = (...tensors: Iterable<number>[]) => Math.hypot(...tensors.flatMap(values => [...values]))

test('one entry a validation, one number a layer', async () => {
  const { history } = await train(createNetwork({ inputs: 6, layers, seed: 1 }), training).result
  expect(history.diagnostics!.map(({ step }) => step)).toEqual(history.validation.map(({ step }) => step))
  for (const { step: _, ...norms } of history.diagnostics!)
    for (const values of Object.values(norms)) expect(values).toHaveLength(3)
})

test('the norms are those of the trained weights and of their last change', async () => {
  const options = { inputs: 6, layers, seed: 1, dtype: 'float64' as const }
  const trained = async (maxSteps: number) => {
    const network = createNetwork(options)
    const { history } = await train(network, { ...training, maxSteps }).result
    const tensors = Object.fromEntries(network.parameters().map(({ name, values }) => [name, values]))
    return { last: history.diagnostics!.at(-1)!, tensors }
  }
  const [before, after] = [await trained(2), await trained(3)]
  expect(after.last.step).toBe(2)
  const { tensors } = after
  expect(after.last.weightNorm[0]).toBeCloseTo(norm(tensors['layers.0.weight']!, tensors['layers.0.bias']!), 12)
  expect(after.last.weightNorm[1]).toBeCloseTo(norm(tensors['layers.1.weight']!), 12)
  const moved = ['layers.2.weight', 'layers.2.bias'].map(name =>
    Array.from(tensors[name]!, (value, i) => value - before.tensors[name]![i]!),
  )
  expect(after.last.updateNorm[2]).toBeCloseTo(norm(...moved), 12)
  expect(after.last.meanDerivative[1]).toBe(1)
  expect(after.last.meanDerivative[0]).toBeGreaterThan(0)
  expect(after.last.meanDerivative[0]).toBeLessThan(1)
})

test('looking changes nothing', async () => {
  const { diagnostics: _, ...plain } = training
  const weights = async (options: TrainOptions) => {
    const network = createNetwork({ inputs: 6, layers, seed: 1 })
    await train(network, options).result
    return network.parameters()
  }
  expect(await weights(training)).toEqual(await weights(plain))
})

test('refuses more samples than there are, and diagnostics without validation', () => {
  const network = createNetwork({ inputs: 6, layers })
  expect(() => train(network, { ...training, diagnostics: { samples: 41 } })).toThrow(
    'diagnostics.samples: expected an integer at least 1 and at most 40, received 41',
  )
  const { validationsPerEpoch: _, ...rest } = training
  expect(() => train(network, { ...rest, data: { train: data.train } })).toThrow('as diagnostics is given')
})
