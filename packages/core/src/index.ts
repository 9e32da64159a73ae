export { BlasnetError, type ErrorCode, OptionError } from '@blasnet/check'
export type { Dataset, DatasetPair, Inputs, LabelledData, Labels, Normalisation } from '@blasnet/datasets'
export { type Activation, type BackendInfo, backendInfo, type DType, type FloatArray } from '@blasnet/native'
export {
  BusyError,
  DisposedError,
  InputDataError,
  ModelFileError,
  type NonFiniteLoss,
  NonFiniteLossError,
} from './errors.ts'
export { type LoadOptions, loadNetwork } from './files/load-network.ts'
export {
  type CheckGradientsOptions,
  checkGradients,
  type GradientCheck,
  type TensorGradientCheck,
} from './gradients/check-gradients.ts'
export type { ResolvedLayer } from './network/architecture.ts'
export type { EvaluateOptions, Evaluation } from './network/evaluate.ts'
export { createNetwork, Network, type Parameter } from './network/network.ts'
export type { BiasInitializer, Initializer, LayerOptions, NetworkOptions } from './network/options.ts'
export type { Prediction } from './network/predict.ts'
export type {
  History,
  LayerStatisticsPoint,
  Stopped,
  StopReason,
  TrainingEvent,
  TrainingResult,
  TrainingRun,
  TrainingSeconds,
  ValidationPoint,
} from './training/events.ts'
export { learningRateAt, type RunMoment } from './training/learning-rate/learning-rate-at.ts'
export type {
  LearningRateSchedule,
  PlannedSchedule,
  PlateauSchedule,
  Span,
  Warmup,
} from './training/learning-rate/options.ts'
export type { EarlyStoppingOptions, OptimizerOptions, SgdOptions, TrainOptions } from './training/options.ts'
export { train } from './training/train.ts'
