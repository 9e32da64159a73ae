export { BlasnetError, type ErrorCode, OptionError } from '@blasnet/check'
export type { Dataset, DatasetPair, Inputs, LabelledData, Labels, Normalisation } from '@blasnet/datasets'
export {
  type Activation,
  type ActivationName,
  type BackendInfo,
  backendInfo,
  type DType,
  type FloatArray,
} from '@blasnet/native'
export { type AugmentImagesOptions, augmentImages } from './data/augment-images.ts'
export type { Augmentation } from './data/augmentation.ts'
export type { ClassData, TargetData, TrainingData } from './data/options.ts'
export {
  BusyError,
  CallOrderError,
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
export type { TrainingLoopOptions } from './loop/options.ts'
export { createTrainingLoop, type TrainingLoop } from './loop/training-loop.ts'
export { type BinaryConfusion, type BinaryData, type BinaryMetrics, binaryMetrics } from './metrics/binary.ts'
export type { Calibration, CalibrationBin } from './metrics/calibration.ts'
export type { ClassMetrics, Scores } from './metrics/class-metrics.ts'
export {
  type ClassificationMetrics,
  type ClassificationMetricsOptions,
  type ClassifiedData,
  classificationMetrics,
  type TopKAccuracy,
} from './metrics/classification.ts'
export type { ConfusionMatrix } from './metrics/confusion-matrix.ts'
export {
  type RegressionData,
  type RegressionMetrics,
  type RegressionScores,
  regressionMetrics,
} from './metrics/regression.ts'
export type { TrueLabels, Values } from './metrics/types.ts'
export type { ResolvedLayer } from './network/architecture.ts'
export type { EvaluateOptions, Evaluation } from './network/evaluate.ts'
export { foldBatchNorm } from './network/fold.ts'
export { activationText } from './network/layers/activation.ts'
export { createNetwork, Network, type Parameter } from './network/network.ts'
export type {
  BatchNormOptions,
  BiasInitializer,
  Initializer,
  LayerOptions,
  NetworkOptions,
} from './network/options.ts'
export type { Prediction, PredictOptions } from './network/predict.ts'
export type { Pieces, StreamRun, TrainOnStreamOptions } from './streaming/options.ts'
export { trainOnStream } from './streaming/train-on-stream.ts'
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
export type { Loss, LossOptions, OneOutputLoss } from './training/loss/options.ts'
export type {
  AdagradOptions,
  AdamOptions,
  AdamWOptions,
  AveragingOptions,
  ClippingOptions,
  OptimizerOptions,
  RmspropOptions,
  SgdOptions,
} from './training/optimizer/options.ts'
export type { TrainOptions } from './training/options.ts'
export type {
  EarlyStoppingOptions,
  MetricFunction,
  ValidationOutputs,
  WatchedMetric,
} from './training/stopping/options.ts'
export { train } from './training/train.ts'
