import type { Activation, BiasInitializer, DType, Initializer, LearningRateSchedule, Warmup } from '@blasnet/core'

/** A number of samples, from the first; or every sample there is. */
export type SampleCount = number | 'all'

/** Everything that decides the outcome of a training run, and nothing that does not. */
export interface Settings {
  /** `mnist`, `fashion-mnist` or a directory of IDX files. */
  readonly data: string
  /** Default: the first 20,000 training images, or all where there are fewer. */
  readonly trainSamples?: SampleCount
  /** The first n test images. */
  readonly validationSamples: SampleCount
  /** Units of each hidden layer, from the input on; empty for none. */
  readonly hidden: readonly number[]
  /** Of the hidden layers. */
  readonly activation: Activation
  /** Of every layer. */
  readonly initializer: Initializer
  /** Of the first layer; `default`: as the initializer has it. */
  readonly biasInitializer: BiasInitializer | 'default'
  readonly optimizer: 'sgd'
  readonly learningRate: number
  /** Without a warm-up, which is a setting of its own. */
  readonly schedule: LearningRateSchedule
  /** null: none. */
  readonly warmup: Warmup | null
  readonly momentum: number
  readonly batchSize: number
  readonly epochs: number
  /** null: no limit but `epochs`. */
  readonly maxSteps: number | null
  readonly shuffle: boolean
  /** Of the initial weights and of the order of the samples. */
  readonly seed: number
  readonly validationsPerEpoch: number
  /** null: no early stopping. */
  readonly patience: number | null
  readonly dtype: DType
  /** Absolute path of a safetensors file; null: weights drawn by the initializer. */
  readonly initialWeights: string | null
}

/** Settings after the data are known: the exact number of samples of each kind. */
export interface ResolvedSettings extends Settings {
  readonly trainSamples: number
  readonly validationSamples: number
}

/** How many training images the study takes. */
export const studyTrainSamples = 20_000

/** The study's task 2c: 784-64-10, sigmoid, U(−1, 1), plain SGD, α = 0.1. */
export const defaultSettings: Settings = {
  data: 'mnist',
  validationSamples: 'all',
  hidden: [64],
  activation: 'sigmoid',
  initializer: { kind: 'uniform', low: -1, high: 1 },
  biasInitializer: 'default',
  optimizer: 'sgd',
  learningRate: 0.1,
  schedule: { kind: 'constant' },
  warmup: null,
  momentum: 0,
  batchSize: 32,
  epochs: 50,
  maxSteps: null,
  shuffle: true,
  seed: 1,
  validationsPerEpoch: 5,
  patience: 50,
  dtype: 'float32',
  initialWeights: null,
}
