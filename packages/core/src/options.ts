// What can be said about options without the engine: `@blasnet/core/options` loads no addon.

export { checkAugmentation } from './data/augmentation.ts'
export {
  BIAS_INITIALIZER_KINDS,
  checkBiasInitializer,
  checkInitializer,
  INITIALIZER_KINDS,
} from './network/initializers/check.ts'
export { ACTIVATION_KINDS, activationText, checkActivation } from './network/layers/activation.ts'
export {
  checkLearningRateSchedule,
  checkScheduleFits,
  checkWarmup,
  SCHEDULE_KINDS,
} from './training/learning-rate/check-schedule.ts'
export { learningRateAt, type RunMoment } from './training/learning-rate/learning-rate-at.ts'
export { stepsOf } from './training/learning-rate/span.ts'
export { checkLoss, LOSS_KINDS } from './training/loss/check-loss.ts'
export {
  type CheckedOptimizer,
  checkAveraging,
  checkClipping,
  checkMaxNorm,
  checkOptimizer,
  OPTIMIZER_KINDS,
} from './training/optimizer/check-optimizer.ts'
