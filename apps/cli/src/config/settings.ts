import type {
  Activation,
  Augmentation,
  BiasInitializer,
  DType,
  Initializer,
  LearningRateSchedule,
  Warmup,
} from '@blasnet/core'
import type { ClassWeights, Loss } from './loss.ts'
import type { Optimizer } from './optimizer.ts'

/** A number of samples, from the first; or every sample there is. */
export type SampleCount = number | 'all'

/**
 * What a run is validated on: the test images, as the study does; training images that are not trained on; or nothing.
 * Validations decide when training stops and which weights are best.
 */
export type ValidateOn = 'test' | 'held-out' | 'none'

/** Everything that decides the outcome of a training run, and nothing that does not. */
export interface Settings {
  /** `mnist`, `fashion-mnist` or a directory of IDX files. */
  readonly data: string
  /** Default: the first 20,000 training images, or all where there are fewer. */
  readonly trainSamples?: SampleCount
  /** How training images are distorted anew each time they are seen; null: not at all. */
  readonly augment: Augmentation | null
  readonly validateOn: ValidateOn
  /** The first n of those images. */
  readonly validationSamples: SampleCount
  /** Measure the network on all test images in the end. They must have decided nothing before. */
  readonly test: boolean
  /** Units of each hidden layer, from the input on; empty for none. */
  readonly hidden: readonly number[]
  /** Of the hidden layers. */
  readonly activation: Activation
  /** Of every layer. */
  readonly initializer: Initializer
  /** Of the first layer; `default`: as the initializer has it. */
  readonly biasInitializer: BiasInitializer | 'default'
  /** Probability of dropping each output of the hidden layers while training. */
  readonly dropout: number
  /** The same for the inputs. */
  readonly inputDropout: number
  /** Of the hidden layers. */
  readonly batchNorm: boolean
  readonly optimizer: Optimizer
  /** Default: {@link usualLearningRate} of the optimizer. */
  readonly learningRate: number
  /** Without a warm-up, which is a setting of its own. */
  readonly schedule: LearningRateSchedule
  /** null: none. */
  readonly warmup: Warmup | null
  /** Of SGD and RMSprop. */
  readonly momentum: number
  readonly nesterov: boolean
  /** null: as the optimizer has it, 0.01 for AdamW and 0 for all others. */
  readonly weightDecay: number | null
  /** Most that the norm of a gradient may be; null: no limit. */
  readonly clipNorm: number | null
  /** The same for the magnitude of each of its components. */
  readonly clipValue: number | null
  /** Most that the norm of the weights into one unit may be; null: no limit. */
  readonly maxNorm: number | null
  /** Penalty on the magnitudes of all weights. */
  readonly l1: number
  /** Penalty on their squares. */
  readonly l2: number
  /** Decay of the moving average of the weights that is validated and saved; null: none. */
  readonly averaging: number | null
  readonly loss: Loss
  readonly labelSmoothing: number
  /** null: each class counts the same. */
  readonly classWeights: ClassWeights | null
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
  /** What is best where the loss or the accuracy of validations is looked at. */
  readonly stopMetric: 'loss' | 'accuracy'
  /** Save the weights of the best validation, not the last ones. */
  readonly restoreBest: boolean
  readonly dtype: DType
  /** Absolute path of a safetensors file; null: weights drawn by the initializer. */
  readonly initialWeights: string | null
}

/** Settings after the data are known: the exact number of samples of each kind. */
export interface ResolvedSettings extends Settings {
  readonly trainSamples: number
  /** As it was asked for where nothing is validated. */
  readonly validationSamples: SampleCount
}

/** How many training images the study takes. */
export const studyTrainSamples = 20_000

/** The study's task 2c: 784-64-10, sigmoid, U(−1, 1), plain SGD, α = 0.1. */
export const defaultSettings: Settings = {
  data: 'mnist',
  augment: null,
  validateOn: 'test',
  validationSamples: 'all',
  test: false,
  hidden: [64],
  activation: 'sigmoid',
  initializer: { kind: 'uniform', low: -1, high: 1 },
  biasInitializer: 'default',
  dropout: 0,
  inputDropout: 0,
  batchNorm: false,
  optimizer: { kind: 'sgd' },
  learningRate: 0.1,
  schedule: { kind: 'constant' },
  warmup: null,
  momentum: 0,
  nesterov: false,
  weightDecay: null,
  clipNorm: null,
  clipValue: null,
  maxNorm: null,
  l1: 0,
  l2: 0,
  averaging: null,
  loss: { kind: 'softmax-cross-entropy' },
  labelSmoothing: 0,
  classWeights: null,
  batchSize: 32,
  epochs: 50,
  maxSteps: null,
  shuffle: true,
  seed: 1,
  validationsPerEpoch: 5,
  patience: 50,
  stopMetric: 'loss',
  restoreBest: false,
  dtype: 'float32',
  initialWeights: null,
}
