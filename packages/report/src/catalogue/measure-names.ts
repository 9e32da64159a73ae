/** Every figure that one training run yields and that claims and expected numbers may name. */
export const measureNames = [
  'parameters',
  'finalValidationAccuracy',
  'bestValidationAccuracy',
  'finalTrainAccuracy',
  'lowestValidationLoss',
  'lowestValidationLossStep',
  'lowestValidationLossEpoch',
  'stepsTo90',
  'stepsTo95',
  'stopEpoch',
  'stopStep',
  'validationLossTurnStep',
  'validationLossRise',
  'validationNoise',
  'gradientRatio',
  'gradientRatioAtStart',
  'updateRatio',
  'meanDerivative',
  'seconds',
] as const

export type MeasureName = (typeof measureNames)[number]
