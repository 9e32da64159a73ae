import { expect, test } from 'vitest'
import { checkNetworkOptions } from './check-options.ts'

const layers = [{ units: 3 }]

test('fills in every default', () => {
  expect(checkNetworkOptions({ inputs: 4, layers })).toEqual({
    architecture: {
      inputs: 4,
      layers: [
        {
          units: 3,
          activation: 'identity',
          bias: true,
          initializer: { kind: 'fan-in-normal' },
          biasInitializer: { kind: 'with-weights' },
        },
      ],
      dtype: 'float32',
      seed: 0,
    },
    normalisation: undefined,
  })
})

test('keeps what is given, frozen and apart from the caller’s objects', () => {
  const initializer = { kind: 'uniform', low: -1, high: 1 }
  const given = [{ units: 3, activation: 'relu', bias: false, initializer }]
  const { architecture, normalisation } = checkNetworkOptions({
    inputs: 4,
    layers: given,
    dtype: 'float64',
    seed: Number.MAX_SAFE_INTEGER,
    normalisation: { mean: -1, standardDeviation: 2 },
  })
  initializer.low = 5
  expect(architecture.layers).toEqual([{ ...given[0], initializer: { kind: 'uniform', low: -1, high: 1 } }])
  expect(Object.isFrozen(architecture.layers) && Object.isFrozen(architecture.layers[0]!.initializer)).toBe(true)
  expect(architecture.seed).toBe(2 ** 53 - 1)
  expect(normalisation).toEqual({ mean: -1, standardDeviation: 2 })
})

const uniform = (low: unknown, high: unknown) => ({
  inputs: 4,
  layers: [{ units: 3, initializer: { kind: 'uniform', low, high } }],
})

test.each([
  [undefined, 'options: expected a plain object, received undefined'],
  [[], 'options: expected a plain object, received an array of length 0'],
  [{ layers }, 'inputs: expected an integer at least 1 and at most 16777216, received undefined'],
  [{ inputs: 0, layers }, 'inputs: expected an integer at least 1 and at most 16777216, received 0'],
  [{ inputs: 2 ** 24 + 1, layers }, 'received 16777217'],
  [{ inputs: 1.5, layers }, 'received 1.5'],
  [{ inputs: Number.NaN, layers }, 'received NaN'],
  [{ inputs: '4', layers }, 'received "4"'],
  [{ inputs: 4n, layers }, 'received 4n'],
  [{ inputs: 4 }, 'layers: expected an array of 1 to 1024 layers, received undefined'],
  [{ inputs: 4, layers: [] }, 'received an array of length 0'],
  [{ inputs: 4, layers: new Array(1025).fill({ units: 1 }) }, 'received an array of length 1025'],
  [{ inputs: 4, layers: new Array(2) }, 'layers[0]: expected a plain object, received undefined'],
  [{ inputs: 4, layers: [{ units: 3 }, 5] }, 'layers[1]: expected a plain object, received 5'],
  [{ inputs: 4, layers: [{}] }, 'layers[0].units: expected an integer'],
  [{ inputs: 4, layers: [{ units: 3, size: 1 }] }, "layers[0].size: expected one of the options 'units', 'activation'"],
  [
    { inputs: 4, layers: [{ units: 3, activation: 'softmax' }] },
    "layers[0].activation: expected one of 'sigmoid', 'improved-sigmoid', 'tanh', 'relu', 'leaky-relu', 'elu', 'gelu', 'silu', 'softplus', 'identity', received \"softmax\"",
  ],
  [{ inputs: 4, layers: [{ units: 3, bias: 1 }] }, 'layers[0].bias: expected true or false, received 1'],
  [{ inputs: 4, layers: [{ units: 3, initializer: 'uniform' }] }, 'layers[0].initializer: expected a plain object'],
  [
    { inputs: 4, layers: [{ units: 3, initializer: { kind: 'zeros' } }] },
    "layers[0].initializer.kind: expected one of 'uniform', 'normal', 'fan-in-normal'",
  ],
  [
    { inputs: 4, layers: [{ units: 3, initializer: { kind: 'fan-in-normal', low: 0 } }] },
    "layers[0].initializer.low: expected one of the options 'kind'",
  ],
  [
    { inputs: 4, layers: [{ units: 3, bias: false, biasInitializer: { kind: 'constant', value: 0 } }] },
    'layers[0].biasInitializer: expected none, as the layer has no bias, received an object',
  ],
  [
    { inputs: 4, layers: [{ units: 3 }, { units: 3, biasInitializer: 'zeros' }] },
    'layers[1].biasInitializer: expected a plain object, received "zeros"',
  ],
  [
    {
      inputs: 4,
      layers: [{ units: 3, initializer: { kind: 'orthogonal' }, biasInitializer: { kind: 'with-weights' } }],
    },
    "layers[0].biasInitializer.kind: expected one of 'constant', 'uniform', 'normal' beside orthogonal weights, received \"with-weights\"",
  ],
  [uniform(undefined, 1), 'layers[0].initializer.low: expected a finite number'],
  [uniform(1, 1), 'layers[0].initializer.high: expected a finite number above 1'],
  [uniform(-1, Number.POSITIVE_INFINITY), 'layers[0].initializer.high: expected a finite number above -1'],
  [{ inputs: 4, layers, seed: -1 }, 'seed: expected an integer at least 0'],
  [{ inputs: 4, layers, seed: 2 ** 53 }, 'seed: expected an integer'],
  [{ inputs: 4, layers, dtype: 'float16' }, "dtype: expected one of 'float32', 'float64', received \"float16\""],
  [{ inputs: 4, layers, normalisation: 'standard-score' }, 'normalisation: expected a plain object'],
  [{ inputs: 4, layers, normalisation: { mean: 0 } }, 'normalisation.standardDeviation: expected a finite number'],
  [
    { inputs: 4, layers, learningRate: 1 },
    "options.learningRate: expected one of the options 'inputs', 'inputDropout', 'layers'",
  ],
  [
    { inputs: 2 ** 20, layers: [{ units: 256 }] },
    'layers: expected at most 268435456 parameters in all, received 268435712',
  ],
])('refuses %#', (options, message) => {
  expect(() => checkNetworkOptions(options)).toThrow(message)
})

test('a layer without a bias has nothing to say about it', () => {
  const { architecture } = checkNetworkOptions({ inputs: 4, layers: [{ units: 3, bias: false }] })
  expect(Object.keys(architecture.layers[0]!)).toEqual(['units', 'activation', 'bias', 'initializer'])
})

test('the largest network allowed passes', () => {
  const { architecture } = checkNetworkOptions({ inputs: 2 ** 20, layers: [{ units: 256, bias: false }] })
  expect(architecture.inputs).toBe(1048576)
})
