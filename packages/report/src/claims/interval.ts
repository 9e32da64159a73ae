import { confidenceHalfWidth, mean } from '../measures/statistics.ts'
import type { Verdict } from './verdict.ts'

/** What is known of a figure: its mean, and how far off that may be. */
export interface Estimate {
  readonly mean: number
  readonly halfWidth: number
  /** Seeds. */
  readonly count: number
  /** Of the values that a difference was taken of: decides how many digits it is shown with. */
  readonly near?: number
}

/**
 * The 95 % confidence interval of the mean; of a single value, the value ± the margin of one seed.
 *
 * @param margin for a single value
 */
export function estimate(values: readonly number[], margin: number): Estimate {
  const halfWidth = values.length === 1 ? margin : confidenceHalfWidth(values)
  return { mean: mean(values), halfWidth, count: values.length }
}

/** What a statement allows: `low` … `high`, the ends included unless `open`. */
export interface Region {
  readonly low: number
  readonly high: number
  readonly open?: boolean
}

/** Rounding of the last digits must not decide whether 0.93 − 0.92 is at most 0.01. */
const slack = 1e-12

/** Interval within region: reproduced. Apart: not reproduced. Otherwise within noise. */
export function compareToRegion({ mean, halfWidth }: Estimate, { low, high, open = false }: Region): Verdict {
  const [from, to] = [mean - halfWidth, mean + halfWidth]
  const tolerance = open ? -slack : slack
  if (from >= low - tolerance && to <= high + tolerance) return 'reproduced'
  if (to < low - tolerance || from > high + tolerance) return 'not-reproduced'
  return 'within-noise'
}

/** Whether a single figure, ±∞ included, lies within a region. */
export function contains({ low, high, open = false }: Region, value: number): boolean {
  if (!Number.isFinite(value)) return value === low || value === high
  return open ? value > low && value < high : value >= low - slack && value <= high + slack
}
