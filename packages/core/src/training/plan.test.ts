import { expect, test } from 'vitest'
import { createNetwork, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'

const network = createNetwork({ inputs: 6, layers: [{ units: 3 }] })
const data = { train: blobs({ count: 60 }), validation: blobs({ count: 30, seed: 2 }) }
const optimizer = { kind: 'sgd', learningRate: 0.1 }
const good = { data, optimizer, epochs: 1 }

test.each<[unknown, string]>([
  [undefined, 'options: expected a plain object, received undefined'],
  [
    { ...good, learningRate: 1 },
    "options.learningRate: expected one of the options 'data', 'loss', 'optimizer', 'clipping', 'maxNorm'",
  ],
  [{ ...good, data: undefined }, 'data: expected a plain object, received undefined'],
  [{ ...good, data: { ...data, test: data.train } }, "data.test: expected one of the options 'train', 'validation'"],
  [
    { ...good, data: { validation: data.validation } },
    'data.train: expected an object with inputs and labels or targets',
  ],
  [
    { ...good, data: { train: blobs({ count: 60, features: 5 }) } },
    'data.train.inputs: expected length 360 = 60 labels · 6 features',
  ],
  [
    { ...good, data: { ...data, validation: blobs({ count: 60, classes: 4 }) } },
    'data.validation.labels: expected class indices 0 … 2',
  ],
  [
    { ...good, data: { ...data, validation: null } },
    'data.validation: expected an object with inputs and labels or targets, received null',
  ],
  [
    { ...good, loss: 'mse' },
    "loss: expected one of 'softmax-cross-entropy', 'binary-cross-entropy', 'mean-squared-error', 'huber', received \"mse\"",
  ],
  [{ ...good, optimizer: undefined }, 'optimizer: expected a plain object'],
  [
    { ...good, optimizer: { ...optimizer, kind: 'lion' } },
    "optimizer.kind: expected one of 'sgd', 'rmsprop', 'adam', 'adamw', 'adagrad', received \"lion\"",
  ],
  [
    { ...good, optimizer: { kind: 'sgd' } },
    'optimizer.learningRate: expected a finite number at least 1e-30 and at most 1e+30, received undefined',
  ],
  [
    { ...good, optimizer: { kind: 'sgd', learningRate: 0 } },
    'optimizer.learningRate: expected a finite number at least 1e-30 and at most 1e+30, received 0',
  ],
  [
    { ...good, optimizer: { kind: 'sgd', learningRate: Number.NaN } },
    'optimizer.learningRate: expected a finite number at least 1e-30 and at most 1e+30, received NaN',
  ],
  [
    { ...good, optimizer: { ...optimizer, momentum: 1 } },
    'optimizer.momentum: expected a finite number at least 0 and below 1, received 1',
  ],
  [{ ...good, optimizer: { ...optimizer, momentum: -0.1 } }, 'optimizer.momentum'],
  [
    { ...good, optimizer: { ...optimizer, nesterov: true } },
    'optimizer.nesterov: expected false without momentum, received true',
  ],
  [
    { ...good, clipping: { norm: 0 } },
    'clipping.norm: expected a finite number at least 1e-30 and at most 1e+30, received 0',
  ],
  [{ ...good, clipping: 1 }, 'clipping: expected a plain object, received 1'],
  [{ ...good, maxNorm: -1 }, 'maxNorm: expected a finite number at least 1e-30'],
  [{ ...good, averaging: 0.9 }, 'averaging: expected a plain object, received 0.9'],
  [{ ...good, averaging: { decay: 1 } }, 'averaging.decay: expected a finite number at least 0'],
  [{ ...good, threads: 0 }, 'threads: expected an integer at least 1 and at most 1024, received 0'],
  [{ ...good, epochs: undefined }, 'epochs: expected an integer at least 1'],
  [{ ...good, epochs: 0 }, 'epochs: expected an integer at least 1'],
  [{ ...good, epochs: Number.POSITIVE_INFINITY }, 'epochs: expected an integer at least 1'],
  [{ ...good, batchSize: 0 }, 'batchSize: expected an integer at least 1'],
  [{ ...good, batchSize: 61 }, 'data.train: expected at least one batch of 61 samples, received 60'],
  [{ ...good, shuffle: 'yes' }, 'shuffle: expected true or false, received "yes"'],
  [{ ...good, seed: 0.5 }, 'seed: expected an integer at least 0'],
  [{ ...good, validationsPerEpoch: 0 }, 'validationsPerEpoch: expected an integer at least 1'],
  [
    { ...good, data: { train: data.train }, validationsPerEpoch: 1 },
    'data.validation: expected data, as validationsPerEpoch is given, received undefined',
  ],
  [
    { ...good, data: { train: data.train }, earlyStopping: { patience: 3 } },
    'data.validation: expected data, as earlyStopping is given, received undefined',
  ],
  [
    { ...good, data: { train: data.train }, metrics: {} },
    'data.validation: expected data, as metrics is given, received undefined',
  ],
  [
    { ...good, data: { train: data.train }, diagnostics: { samples: 5 } },
    'data.validation: expected data, as diagnostics is given, received undefined',
  ],
  [
    { ...good, diagnostics: { samples: 61 } },
    'diagnostics.samples: expected an integer at least 1 and at most 60, received 61',
  ],
  [{ ...good, earlyStopping: 3 }, 'earlyStopping: expected a plain object, received 3'],
  [{ ...good, earlyStopping: {} }, 'earlyStopping.patience: expected an integer at least 1'],
  [{ ...good, earlyStopping: { patience: 0 } }, 'earlyStopping.patience: expected an integer at least 1'],
  [{ ...good, maxSteps: 0 }, 'maxSteps: expected an integer at least 1'],
  [{ ...good, normalisation: 'minmax' }, "normalisation: expected one of 'standard-score', 'keep', 'none'"],
  [{ ...good, signal: {} }, 'signal: expected an AbortSignal, received an object'],
])('refuses %# before anything starts', (options, message) => {
  expect(() => train(network, options as never)).toThrow(message)
  // Neither busy nor changed.
  expect(network.parameters()).toHaveLength(2)
  expect(network.normalisation).toBeUndefined()
})

test('a run tells its length at once; undefined options count as absent', async () => {
  const options = {
    ...good,
    epochs: 7,
    batchSize: 25,
    validationsPerEpoch: undefined,
    maxSteps: undefined,
    signal: undefined,
  }
  const run = train(network, options as never)
  expect([run.stepsPerEpoch, run.maxSteps]).toEqual([2, 14])
  expect((await run.result).stopped).toEqual({ reason: 'completed', step: 13, epoch: 7 })
  expect(train(createNetwork({ inputs: 6, layers: [{ units: 3 }] }), { ...good, maxSteps: 1 } as never).maxSteps).toBe(
    1,
  )
})
