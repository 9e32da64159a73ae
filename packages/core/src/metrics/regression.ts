import { checkInteger, checkObject, OptionError } from '@blasnet/check'
import { checkFinite, checkFloats, checkValues } from './check.ts'
import { ratio } from './ratio.ts'
import type { Values } from './types.ts'

/** Predicted numbers beside what is true. */
export interface RegressionData {
  /** [count, units] row-major. */
  readonly predictions: Values
  /** [count, units] row-major. */
  readonly targets: Values
  /** Outputs of one sample. */
  readonly units: number
}

/** How far predictions are from the targets. */
export interface RegressionScores {
  readonly meanSquaredError: number
  readonly rootMeanSquaredError: number
  readonly meanAbsoluteError: number
  /** 1 for exact predictions, 0 for what predicting the targets' mean gives, less for worse; NaN for constant targets. */
  readonly r2: number
}

/** Figures over all outputs, and of each. */
export interface RegressionMetrics extends RegressionScores {
  readonly count: number
  /** [units] */
  readonly perOutput: readonly RegressionScores[]
}

/**
 * Measures predictions of numbers. With predictions p, targets t and n samples, for each output:
 *
 * - mean squared error 1/n Σᵢ (pᵢ − tᵢ)², its square root, and mean absolute error 1/n Σᵢ |pᵢ − tᵢ|
 * - R² = 1 − Σᵢ (pᵢ − tᵢ)² / Σᵢ (tᵢ − mean t)², the coefficient of determination
 *
 * Over all outputs, errors are means over every number, the root is that of the overall mean, and R² is the mean over
 * the outputs that have one.
 *
 * ```ts
 * const predictions = Float64Array.of(1, 2, 3)
 * regressionMetrics({ predictions, targets: Float64Array.of(1, 2, 6), units: 1 })
 * // meanSquaredError 3, rootMeanSquaredError 1.732, meanAbsoluteError 1, r2 0.357
 * ```
 *
 * @throws OptionError for data that do not fit together or are not finite.
 */
export function regressionMetrics(data: RegressionData): RegressionMetrics {
  const { predictions, targets, units } = checkData(data)
  const perOutput = Array.from({ length: units }, (_, unit) => outputScores(predictions, targets, unit, units))
  const meanSquaredError = mean(perOutput.map(one => one.meanSquaredError))
  return {
    count: targets.length / units,
    meanSquaredError,
    rootMeanSquaredError: Math.sqrt(meanSquaredError),
    meanAbsoluteError: mean(perOutput.map(one => one.meanAbsoluteError)),
    r2: mean(perOutput.map(({ r2 }) => r2).filter(r2 => !Number.isNaN(r2))),
    perOutput,
  }
}

function outputScores(predictions: Values, targets: Values, unit: number, units: number): RegressionScores {
  const count = targets.length / units
  // Offsets from the first target: constant targets have a variance of exactly 0, whatever rounds.
  const first = targets[unit]!
  let offsets = 0
  for (let at = unit; at < targets.length; at += units) offsets += targets[at]! - first
  const centre = offsets / count
  let [squares, distances, spread] = [0, 0, 0]
  for (let at = unit; at < targets.length; at += units) {
    const miss = predictions[at]! - targets[at]!
    squares += miss * miss
    distances += Math.abs(miss)
    spread += (targets[at]! - first - centre) ** 2
  }
  const meanSquaredError = squares / count
  return {
    meanSquaredError,
    rootMeanSquaredError: Math.sqrt(meanSquaredError),
    meanAbsoluteError: distances / count,
    r2: spread === 0 ? Number.NaN : 1 - squares / spread,
  }
}

function mean(values: readonly number[]): number {
  return ratio(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  )
}

function checkData(value: unknown): RegressionData {
  const given = checkObject('data', value, ['predictions', 'targets', 'units'])
  const units = checkInteger('units', given.units, { min: 1 })
  const targets = checkFloats('targets', given.targets)
  if (targets.length === 0 || targets.length % units !== 0) {
    throw new OptionError('targets.length', `a multiple of ${units}, the units, above 0`, targets.length)
  }
  const reason = 'the length of targets'
  const predictions = checkValues('predictions', given.predictions, targets.length, reason)
  checkFinite('targets', targets)
  checkFinite('predictions', predictions)
  return { predictions, targets, units }
}
