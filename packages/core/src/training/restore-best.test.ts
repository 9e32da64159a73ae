import { expect, test } from 'vitest'
import { createNetwork, type TrainOptions, train, type ValidationPoint } from '../index.ts'
import { blobs } from '../testing/blobs.ts'

const data = { train: blobs({ count: 60 }), validation: blobs({ count: 40, seed: 2 }) }
const make = () =>
  createNetwork({ inputs: 6, layers: [{ units: 4, activation: 'tanh' }, { units: 3 }], seed: 1, dtype: 'float64' })
/** Rough enough that figures go up and down. */
const options: TrainOptions = {
  ...{ data, optimizer: { kind: 'sgd', learningRate: 0.8, momentum: 0.5 }, epochs: 4, batchSize: 10, seed: 3 },
  ...{ validationsPerEpoch: 6, metrics: { first: of => of.outputs[0]! } },
}

const figures: Record<string, (point: ValidationPoint) => number> = {
  loss: point => point.loss,
  accuracy: point => point.accuracy,
  trainAccuracy: point => point.trainAccuracy,
  first: point => point.metrics!.first!,
}

const cases = Object.keys(figures).flatMap(metric => [
  { metric, goal: 'lowest' as const },
  { metric, goal: 'highest' as const },
])

test.each(cases)('the network ends as it was at the $goal $metric', async ({ metric, goal }) => {
  const figureOf = figures[metric]!
  const network = make()
  const { history, stopped } = await train(network, {
    ...options,
    earlyStopping: { patience: 1000, metric, goal, restoreBest: true },
  }).result
  expect(history.validation).toHaveLength(24)
  const all = history.validation.map(figureOf)
  const best = history.validation[all.indexOf(goal === 'lowest' ? Math.min(...all) : Math.max(...all))]!
  expect(stopped).toEqual({
    ...{ reason: 'completed', step: 23, epoch: 4 },
    ...(best.step !== 23 && { restoredStep: best.step }),
  })
  const { loss, accuracy } = await network.evaluate(data.validation)
  expect([loss, accuracy]).toEqual([best.loss, best.accuracy])
  const trained = make()
  await train(trained, { ...options, maxSteps: best.step + 1 }).result
  expect(network.parameters()).toEqual(trained.parameters())
})

test('without it the network ends with its last step', async () => {
  const network = make()
  const { history, stopped } = await train(network, { ...options, earlyStopping: { patience: 1000 } }).result
  expect(stopped).not.toHaveProperty('restoredStep')
  expect((await network.evaluate(data.validation)).loss).toBe(history.validation.at(-1)!.loss)
})

test('accuracy cannot be followed without labels', async () => {
  const targets = new Float32Array(60 * 3)
  const train_ = { inputs: data.train.inputs, targets }
  const run = train(make(), {
    ...{ ...options, loss: 'mean-squared-error', data: { train: train_, validation: train_ } },
    earlyStopping: { patience: 1, metric: 'accuracy' },
  })
  await expect(run.result).rejects.toThrow(
    'earlyStopping.metric: expected a figure that is finite at every validation, as accuracy, received NaN',
  )
})
