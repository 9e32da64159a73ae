import { expect, expectTypeOf, test } from 'vitest'
import * as core from './index.ts'
import {
  type BackendInfo,
  checkGradients,
  createNetwork,
  type Evaluation,
  type GradientCheck,
  type History,
  type Initializer,
  loadNetwork,
  type Network,
  type NetworkOptions,
  type Normalisation,
  type Parameter,
  type Prediction,
  type ResolvedLayer,
  type StopReason,
  type TrainingEvent,
  type TrainingRun,
  type TrainOptions,
  train,
  type ValidationPoint,
} from './index.ts'

test('exports these values and no others', () => {
  expect(Object.keys(core).sort()).toEqual([
    'BlasnetError',
    'BusyError',
    'CallOrderError',
    'DisposedError',
    'InputDataError',
    'ModelFileError',
    'Network',
    'NonFiniteLossError',
    'OptionError',
    'activationText',
    'augmentImages',
    'backendInfo',
    'binaryMetrics',
    'checkGradients',
    'classificationMetrics',
    'createNetwork',
    'createTrainingLoop',
    'foldBatchNorm',
    'learningRateAt',
    'loadNetwork',
    'regressionMetrics',
    'train',
    'trainOnStream',
  ])
})

test('what the addon runs on can be asked for', () => {
  const info = core.backendInfo()
  expect(info.openblas.threads).toBe(1)
  expectTypeOf(info).toEqualTypeOf<BackendInfo>()
})

test('the types of the functions', () => {
  expectTypeOf(createNetwork<number>).toEqualTypeOf<(options: NetworkOptions) => Network>()
  expectTypeOf(train<number>).toEqualTypeOf<(network: Network, options: TrainOptions) => TrainingRun>()
  expectTypeOf(loadNetwork).parameters.toEqualTypeOf<[file: string, options?: core.LoadOptions | undefined]>()
  expectTypeOf(loadNetwork).returns.resolves.toEqualTypeOf<Network>()
  expectTypeOf(core.classificationMetrics).returns.toEqualTypeOf<core.ClassificationMetrics>()
  expectTypeOf(core.binaryMetrics).returns.toEqualTypeOf<core.BinaryMetrics>()
  expectTypeOf(core.regressionMetrics).returns.toEqualTypeOf<core.RegressionMetrics>()
  expectTypeOf(checkGradients).returns.resolves.toEqualTypeOf<GradientCheck>()
})

test('the types of a network', () => {
  expectTypeOf<Network['layers']>().toEqualTypeOf<readonly ResolvedLayer[]>()
  expectTypeOf<ResolvedLayer['initializer']>().toEqualTypeOf<Initializer>()
  expectTypeOf<ResolvedLayer['bias']>().toEqualTypeOf<boolean>()
  expectTypeOf<Network['normalisation']>().toEqualTypeOf<Normalisation | undefined>()
  expectTypeOf<Network['predict']>().returns.resolves.toEqualTypeOf<Prediction>()
  expectTypeOf<Network['evaluate']>().returns.resolves.toEqualTypeOf<Evaluation>()
  expectTypeOf<Network['parameters']>().returns.toEqualTypeOf<Parameter[]>()
  expectTypeOf<Network>().toExtend<Disposable>()
  // @ts-expect-error a network's figures cannot be assigned
  const assign = (network: Network) => (network.inputs = 3)
  expect(assign).toBeTypeOf('function')
})

test('the types of a run', () => {
  expectTypeOf<TrainingRun>().toExtend<AsyncIterable<TrainingEvent>>()
  expectTypeOf<Awaited<TrainingRun['result']>['history']>().toEqualTypeOf<History>()
  expectTypeOf<History['validation'][number]>().toEqualTypeOf<ValidationPoint>()
  expectTypeOf<StopReason>().toEqualTypeOf<'early-stopping' | 'completed' | 'aborted' | 'max-steps'>()
  expectTypeOf<TrainingEvent['type']>().toEqualTypeOf<'step-block' | 'validation' | 'epoch' | 'stopped'>()
  expectTypeOf<Extract<TrainingEvent, { type: 'validation' }>['trainAccuracy']>().toEqualTypeOf<number>()
})

test('wrong options do not compile', () => {
  const wrong = [
    // @ts-expect-error an initializer of kind uniform needs its bounds
    () => createNetwork({ inputs: 1, layers: [{ units: 1, initializer: { kind: 'uniform' } }] }),
    // @ts-expect-error no such activation
    () => createNetwork({ inputs: 1, layers: [{ units: 1, activation: 'softmax' }] }),
    // @ts-expect-error epochs are needed
    (network: Network, needed: Pick<TrainOptions, 'data' | 'optimizer'>) => train(network, needed),
    // @ts-expect-error labels are not plain arrays
    (network: Network) => network.evaluate({ inputs: new Uint8Array(), labels: [1] }),
  ]
  expect(wrong).toHaveLength(4)
})
