/** Every figure that one training run yields and that claims and expected numbers may name. Times are none of them:
 * the same run made again must give the same verdicts. */
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
] as const

export type MeasureName = (typeof measureNames)[number]
