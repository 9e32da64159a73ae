import { expect, test } from 'vitest'
import { createNetwork, type TrainOptions, train, type ValidationOutputs } from '../index.ts'
import { blobs } from '../testing/blobs.ts'
import { collect } from '../testing/collect.ts'

const data = { train: blobs({ count: 60 }), validation: blobs({ count: 40, seed: 2 }) }
const make = () => createNetwork({ inputs: 6, layers: [{ units: 3 }], seed: 1 })
const options: TrainOptions = {
  ...{ data, optimizer: { kind: 'sgd', learningRate: 0.1 }, epochs: 2, batchSize: 20, seed: 3 },
}

test('a metric is taken of the outputs for the validation data, and is part of every validation', async () => {
  const network = make()
  const seen: ValidationOutputs[] = []
  const metrics = {
    largest: (of: ValidationOutputs) => {
      seen.push(of)
      return Math.max(...of.outputs)
    },
    nothing: () => Number.NaN,
  }
  const run = train(network, { ...options, metrics, maxSteps: 4 })
  const events = (await collect(run)).filter(event => event.type === 'validation')
  const { history } = await run.result
  expect(history.validation.map(({ step }) => step)).toEqual([0, 3])
  const { outputs, units, count, data: given } = seen[1]!
  expect([units, count, given]).toEqual([3, 40, data.validation])
  expect(given).toBe(data.validation)
  expect(outputs).toEqual(await network.forward(data.validation.inputs))
  expect(history.validation[1]!.metrics).toEqual({ largest: Math.max(...outputs), nothing: Number.NaN })
  expect(events.map(event => event.metrics)).toEqual(history.validation.map(point => point.metrics))
})

test('without metrics a validation has no such field', async () => {
  const { history } = await train(make(), options).result
  expect(history.validation[0]).not.toHaveProperty('metrics')
})

test('what a metric throws ends the run, and so does what is no number', async () => {
  const error = new Error('cannot')
  const throwing = () => {
    throw error
  }
  await expect(train(make(), { ...options, metrics: { throwing } }).result).rejects.toBe(error)
  const network = make()
  const promised = { late: (async () => 1) as never }
  await expect(train(network, { ...options, metrics: promised }).result).rejects.toThrow(
    'metrics.late: expected a function that gives a number, received an object of class Promise',
  )
  // Idle again.
  expect(network.parameters()).toHaveLength(2)
})
