import { expect, test } from 'vitest'
import { checkAveraging, checkClipping, checkMaxNorm, checkOptimizer } from './check-optimizer.ts'

const native = (value: object) => checkOptimizer('optimizer', { learningRate: 0.1, ...value }).native

test('what the engine gets when nothing is said', () => {
  const decays = { l2Decay: 0, decoupledDecay: 0 }
  expect(native({ kind: 'sgd' })).toEqual({ kind: 'sgd', momentum: 0, nesterov: false, ...decays })
  expect(native({ kind: 'rmsprop' })).toEqual({
    ...{ kind: 'rmsprop', rho: 0.99, epsilon: 1e-8, momentum: 0, centered: false, ...decays },
  })
  const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false }
  expect(native({ kind: 'adam' })).toEqual({ ...adam, ...decays })
  expect(native({ kind: 'adamw' })).toEqual({ ...adam, decoupledDecay: 0.01 })
  expect(native({ kind: 'adagrad' })).toEqual({ kind: 'adagrad', epsilon: 1e-10, initialAccumulator: 0, ...decays })
})

test('weight decay goes into the gradient, but for adamw and where it is said', () => {
  expect(native({ kind: 'sgd', weightDecay: 0.2 })).toMatchObject({ l2Decay: 0.2, decoupledDecay: 0 })
  expect(native({ kind: 'sgd', decoupledWeightDecay: 0.2 })).toMatchObject({ l2Decay: 0, decoupledDecay: 0.2 })
  expect(native({ kind: 'adam', weightDecay: 0.2 })).toMatchObject({ l2Decay: 0.2, decoupledDecay: 0 })
  expect(native({ kind: 'adamw', weightDecay: 0.2 })).toMatchObject({ decoupledDecay: 0.2 })
  expect(native({ kind: 'adamw', weightDecay: 0 })).toMatchObject({ decoupledDecay: 0 })
})

test('rate and schedule', () => {
  const { learningRate, schedule } = checkOptimizer('optimizer', { kind: 'adam', learningRate: 0.25 })
  expect([learningRate, schedule]).toEqual([0.25, { kind: 'constant' }])
  const cosine = { kind: 'cosine', minimum: 0.1 }
  expect(checkOptimizer('optimizer', { kind: 'adam', learningRate: 1, schedule: cosine }).schedule).toEqual(cosine)
})

test.each<[object, string]>([
  [{ kind: 'nadam' }, "kind: expected one of 'sgd', 'rmsprop', 'adam', 'adamw', 'adagrad', received \"nadam\""],
  [{ kind: 'sgd', learningRate: 1e31 }, 'learningRate: expected a finite number at least 1e-30 and at most 1e+30'],
  [{ kind: 'sgd', learningRate: 5e-324 }, 'learningRate: expected a finite number at least 1e-30'],
  [{ kind: 'sgd', momentum: 1 }, 'momentum: expected a finite number at least 0 and below 1, received 1'],
  [{ kind: 'sgd', momentum: 1 - 2 ** -53 }, 'momentum: expected a number that is below 1 in float32, too'],
  [{ kind: 'sgd', nesterov: true }, 'nesterov: expected false without momentum, received true'],
  [{ kind: 'sgd', nesterov: 1, momentum: 0.9 }, 'nesterov: expected true or false, received 1'],
  [
    { kind: 'sgd', weightDecay: 0, decoupledWeightDecay: 0 },
    'decoupledWeightDecay: expected nothing beside weightDecay',
  ],
  [{ kind: 'sgd', weightDecay: -1 }, 'weightDecay: expected a finite number at least 0'],
  [{ kind: 'sgd', beta1: 0.9 }, "beta1: expected one of the options 'kind', 'learningRate', 'schedule', 'weightDecay'"],
  [{ kind: 'rmsprop', rho: 1 }, 'rho: expected a finite number at least 0 and below 1'],
  [{ kind: 'rmsprop', epsilon: 0 }, 'epsilon: expected a finite number at least 1e-30'],
  [{ kind: 'rmsprop', nesterov: true }, 'nesterov: expected one of the options'],
  [{ kind: 'rmsprop', decoupledWeightDecay: 1 }, 'decoupledWeightDecay: expected one of the options'],
  [{ kind: 'adam', beta2: 1 }, 'beta2: expected a finite number at least 0 and below 1'],
  [{ kind: 'adam', momentum: 0.9 }, 'momentum: expected one of the options'],
  [{ kind: 'adamw', amsgrad: 'no' }, 'amsgrad: expected true or false, received "no"'],
  [{ kind: 'adagrad', initialAccumulator: -1 }, 'initialAccumulator: expected a finite number at least 0'],
  [{ kind: 'adagrad', momentum: 0 }, 'momentum: expected one of the options'],
  [{ kind: 'adam', schedule: { kind: 'poly' } }, "schedule.kind: expected one of 'constant'"],
])('refuses %o', (value, message) => {
  expect(() => native(value)).toThrow(`optimizer.${message}`)
})

test('limits and the average, as the engine has them', () => {
  expect([checkClipping('clipping', undefined), checkClipping('clipping', {})]).toEqual([{}, {}])
  expect(checkClipping('clipping', { value: 1, norm: 2 })).toEqual({ clipValue: 1, clipNorm: 2 })
  expect([checkMaxNorm('maxNorm', undefined), checkMaxNorm('maxNorm', 3)]).toEqual([{}, { maxNorm: 3 }])
  expect([checkAveraging('averaging', undefined), checkAveraging('averaging', { decay: 0 })]).toEqual([
    {},
    { averageDecay: 0 },
  ])
  expect(() => checkClipping('clipping', { max: 1 })).toThrow(
    "clipping.max: expected one of the options 'value', 'norm'",
  )
  expect(() => checkClipping('clipping', { value: 0 })).toThrow(
    'clipping.value: expected a finite number at least 1e-30',
  )
  expect(() => checkMaxNorm('maxNorm', Number.NaN)).toThrow('maxNorm: expected a finite number')
  expect(() => checkAveraging('averaging', {})).toThrow(
    'averaging.decay: expected a finite number at least 0 and below 1',
  )
  expect(() => checkAveraging('averaging', { decay: 1 - 2 ** -40 })).toThrow(
    'averaging.decay: expected a number that is',
  )
})
