import { expect, expectTypeOf, test } from 'vitest'
import {
  type AdagradOptions,
  type AdamOptions,
  type AveragingOptions,
  type CheckGradientsOptions,
  type ClippingOptions,
  checkGradients,
  createNetwork,
  type EarlyStoppingOptions,
  type EvaluateOptions,
  type LayerOptions,
  type Loss,
  loadNetwork,
  type Network,
  type NetworkOptions,
  type OneOutputLoss,
  type SgdOptions,
  type TrainOptions,
  train,
} from './index.ts'

// The repository's checks compile this file: a forbidden combination that compiles leaves its @ts-expect-error without
// an error, which is one.

const inputs = Uint8Array.from({ length: 8 }, (_, index) => index)
const labels = Uint8Array.of(0, 1, 0, 1)
const data = { train: { inputs, labels } }
const sgd = { kind: 'sgd', learningRate: 0.1 } as const
const run = { data, optimizer: sgd, epochs: 1, batchSize: 4 } as const
const one = () =>
  createNetwork({ inputs: 2, layers: [{ units: 3, activation: 'tanh' }, { units: 1 }], dtype: 'float64' })
const two = () => createNetwork({ inputs: 2, layers: [{ units: 2 }] })

test('a network knows its number of outputs from plain literals', () => {
  expectTypeOf(one()).toEqualTypeOf<Network<1>>()
  expectTypeOf(two()).toEqualTypeOf<Network<2>>()
  expectTypeOf(one().outputs).toEqualTypeOf<1>()
  const layers = [{ units: 3, activation: 'relu' }, { units: 1 }] as const
  expectTypeOf(createNetwork({ inputs: 2, layers })).toEqualTypeOf<Network<1>>()
  const options = { inputs: 2, layers: [{ units: 3, batchNorm: true, dropout: 0.5 }, { units: 1 }] } as const
  expectTypeOf(createNetwork(options)).toEqualTypeOf<Network<1>>()
  expect([one().outputs, two().outputs, createNetwork(options).outputs]).toEqual([1, 2, 1])
})

test('what the compiler cannot know is a number', () => {
  const layers: LayerOptions[] = [{ units: 1 }]
  const options: NetworkOptions = { inputs: 2, layers }
  expectTypeOf(createNetwork({ inputs: 2, layers })).toEqualTypeOf<Network<number>>()
  expectTypeOf(createNetwork(options)).toEqualTypeOf<Network>()
  expectTypeOf(loadNetwork).returns.resolves.toEqualTypeOf<Network>()
  const units = Number('2')
  expectTypeOf(createNetwork({ inputs: 2, layers: [{ units }] })).toEqualTypeOf<Network>()
  // Whoever takes any network takes this one.
  expectTypeOf<Network<1>>().toExtend<Network>()
})

test('one output: the loss is needed, and is not softmax cross-entropy', async () => {
  expectTypeOf<TrainOptions<1>['loss']>().toEqualTypeOf<OneOutputLoss>()
  expectTypeOf<TrainOptions<3>['loss']>().toEqualTypeOf<Loss | undefined>()
  expectTypeOf<TrainOptions['loss']>().toEqualTypeOf<Loss | undefined>()
  const message = "loss: expected one of 'binary-cross-entropy', 'mean-squared-error', 'huber' for one unit"
  const forbidden: (() => unknown)[] = [
    // @ts-expect-error no loss
    () => train(one(), run),
    // @ts-expect-error softmax of one output
    () => train(one(), { ...run, loss: 'softmax-cross-entropy' }),
    // @ts-expect-error softmax of one output
    () => train(one(), { ...run, loss: { kind: 'softmax-cross-entropy', labelSmoothing: 0.1 } }),
    // @ts-expect-error no loss
    () => one().evaluate(data.train),
    // @ts-expect-error no loss
    () => one().evaluate(data.train, {}),
    // @ts-expect-error softmax of one output
    () => one().evaluate(data.train, { loss: 'softmax-cross-entropy' }),
    // @ts-expect-error no loss
    () => checkGradients(one(), { data: data.train }),
    // @ts-expect-error softmax of one output
    () => checkGradients(one(), { data: data.train, loss: { kind: 'softmax-cross-entropy' } }),
  ]
  for (const call of forbidden) await expect(async () => call()).rejects.toThrow(message)
  // From JavaScript, and where the compiler cannot know, as well.
  const unknown: Network = one()
  expect(() => train(unknown, run)).toThrow(message)
  await expect(unknown.evaluate(data.train)).rejects.toThrow(message)

  await train(one(), { ...run, loss: 'binary-cross-entropy' }).result
  await one().evaluate(data.train, { loss: { kind: 'huber', delta: 2 } })
  await checkGradients(one(), { data: data.train, loss: 'mean-squared-error' })
  await train(two(), run).result
  await two().evaluate(data.train)
})

test('combinations of options that mean nothing do not compile, and throw', () => {
  const forbidden: [() => unknown, string][] = [
    [
      // @ts-expect-error
      () => train(two(), { ...run, optimizer: { kind: 'adam', learningRate: 1, momentum: 0.9 } }),
      "optimizer.momentum: expected one of the options 'kind', 'learningRate'",
    ],
    [
      // @ts-expect-error
      () => train(two(), { ...run, optimizer: { kind: 'adamw', learningRate: 1, momentum: 0.9 } }),
      'optimizer.momentum: expected one of the options',
    ],
    [
      // @ts-expect-error
      () => train(two(), { ...run, optimizer: { kind: 'adagrad', learningRate: 1, momentum: 0.9 } }),
      'optimizer.momentum: expected one of the options',
    ],
    [
      // @ts-expect-error
      () => train(two(), { ...run, optimizer: { kind: 'sgd', learningRate: 1, nesterov: true } }),
      'optimizer.nesterov: expected false without momentum, received true',
    ],
    [
      () =>
        // @ts-expect-error
        train(two(), { ...run, optimizer: { ...sgd, weightDecay: 0.1, decoupledWeightDecay: 0.1 } }),
      'optimizer.decoupledWeightDecay: expected nothing beside weightDecay, received 0.1',
    ],
    [
      // @ts-expect-error
      () => train(two(), { ...run, optimizer: { kind: 'adam', learningRate: 1, decoupledWeightDecay: 0.1 } }),
      'optimizer.decoupledWeightDecay: expected one of the options',
    ],
    [
      // @ts-expect-error
      () => train(two(), { ...run, optimizer: { kind: 'sgd', learningRate: 1, beta1: 0.9 } }),
      'optimizer.beta1: expected one of the options',
    ],
    [
      // @ts-expect-error
      () => train(two(), { ...run, loss: { kind: 'mean-squared-error', delta: 1 } }),
      "loss.delta: expected one of the options 'kind'",
    ],
    [
      // @ts-expect-error
      () => train(two(), { ...run, loss: { kind: 'binary-cross-entropy', labelSmoothing: 0.1 } }),
      "loss.labelSmoothing: expected one of the options 'kind', 'positiveWeights'",
    ],
    [
      // @ts-expect-error
      () => train(two(), { ...run, data: { train: { inputs, labels, targets: inputs } } }),
      'data.train.targets: expected either labels or targets',
    ],
    [
      () =>
        train(two(), {
          ...run,
          // @ts-expect-error
          data: { train: { inputs, labels, targetNormalisation: { mean: 0, standardDeviation: 1 } } },
        }),
      'data.train.targetNormalisation: expected nothing without targets',
    ],
    [
      () =>
        createNetwork({
          inputs: 2,
          // @ts-expect-error
          layers: [{ units: 2, bias: false, biasInitializer: { kind: 'constant', value: 1 } }],
        }),
      'layers[0].biasInitializer: expected none, as the layer has no bias',
    ],
    [
      () =>
        createNetwork({
          inputs: 2,
          // @ts-expect-error
          layers: [{ units: 2, initializer: { kind: 'orthogonal' }, biasInitializer: { kind: 'with-weights' } }],
        }),
      "layers[0].biasInitializer.kind: expected one of 'constant', 'uniform', 'normal'",
    ],
    [
      // @ts-expect-error
      () => createNetwork({ inputs: 2, layers: [{ units: 2, activation: { kind: 'relu', slope: 0.1 } }] }),
      "layers[0].activation.kind: expected one of 'leaky-relu', 'elu', received \"relu\"",
    ],
    [
      // @ts-expect-error
      () => createNetwork({ inputs: 2, layers: [{ units: 2, activation: { kind: 'elu', slope: 0.1 } }] }),
      "layers[0].activation.slope: expected one of the options 'kind', 'alpha'",
    ],
    [
      // @ts-expect-error
      () => createNetwork({ inputs: 2, layers: [{ units: 2, dropOut: 0.1 }] }),
      'layers[0].dropOut: expected one of the options',
    ],
    // What only a run shows.
    [
      () => createNetwork({ inputs: 2, layers: [{ units: 2, dropout: 0.5 }] }),
      'layers[0].dropout: expected 0 for the last layer, received 0.5',
    ],
    [() => createNetwork({ inputs: 2, layers: [] as const }), 'layers: expected an array of 1 to 1024 layers'],
  ]
  for (const [call, message] of forbidden) expect(call).toThrow(message)
})

/** True for a type whose own properties are all readonly. */
type AllReadonly<T> = T extends unknown
  ? Equal<T, { readonly [K in keyof T]: T[K] }> extends true
    ? true
    : false
  : never
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

test('options are readonly', () => {
  expectTypeOf<AllReadonly<NetworkOptions>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<EarlyStoppingOptions>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<ClippingOptions>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<AveragingOptions>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<Flat<TrainOptions>>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<Flat<TrainOptions<1>>>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<Flat<EvaluateOptions>>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<Flat<CheckGradientsOptions>>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<Flat<SgdOptions>>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<Flat<AdamOptions>>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<Flat<AdagradOptions>>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<Flat<LayerOptions>>>().toEqualTypeOf<true>()
  expectTypeOf<AllReadonly<{ open: number }>>().toEqualTypeOf<false>()
})

/** An intersection as one object, with the modifiers that it has. */
type Flat<T> = T extends unknown ? { [K in keyof T]: T[K] } : never
