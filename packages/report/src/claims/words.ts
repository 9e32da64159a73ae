import type { MeasureName } from '../catalogue/measure-names.ts'
import { measureDefinitions } from '../measures/definitions.ts'
import { formatDifference, formatMeasure, formatSpread, formatWidth } from '../measures/format.ts'
import { mean, standardDeviation } from '../measures/statistics.ts'
import type { Estimate } from './interval.ts'

/** Values over seeds as one text; says how many never got there. */
export function valuesText(measure: MeasureName, values: readonly number[]): string {
  const finite = values.filter(Number.isFinite)
  const absent = values.length - finite.length
  if (finite.length === 0) return 'never'
  const text = formatSpread(measure, {
    mean: mean(finite),
    standardDeviation: standardDeviation(finite),
    count: finite.length,
  })
  return absent === 0 ? text : `${text} (never in ${absent} of ${values.length})`
}

/** `+4.19 points (95 % interval +4.01 to +4.37, 5 seeds)` */
export function differenceText(measure: MeasureName, found: Estimate, relative: boolean): string {
  const format = relative ? percentDifference : (value: number) => formatDifference(measure, value, found.near)
  if (measureDefinitions[measure].unit === 'count') return format(found.mean)
  const [low, high] = [found.mean - found.halfWidth, found.mean + found.halfWidth].map(format) as [string, string]
  if (found.count > 1) return `${format(found.mean)} (${intervalText(low, high, found)})`
  const margin = relative ? percentWidth(found.halfWidth) : formatWidth(measure, found.halfWidth, found.near)
  return `${format(found.mean)} (one seed, margin ±${margin})`
}

/** `96.36 % (95 % interval 96.20 to 96.52 %, 5 seeds)` */
export function meanText(measure: MeasureName, found: Estimate): string {
  const { unit } = measureDefinitions[measure]
  const format = (value: number) => formatMeasure(measure, value)
  if (unit === 'count') return format(found.mean)
  // No share is above 100 %, and no count below 0, however wide the interval is.
  const low = Math.max(found.mean - found.halfWidth, 0)
  const high = Math.min(found.mean + found.halfWidth, unit === 'share' ? 1 : Number.POSITIVE_INFINITY)
  if (found.count > 1) return `${format(found.mean)} (${intervalText(format(low), format(high), found)})`
  return `${format(found.mean)} (one seed, margin ±${formatWidth(measure, found.halfWidth, found.mean)})`
}

/** The unit stands once, after the upper end. */
function intervalText(low: string, high: string, { count }: Estimate): string {
  return `95 % interval ${low.replace(/ (?:%|points)$/, '')} to ${high}, ${count} seeds`
}

export function percentWidth(value: number): string {
  return `${(Math.abs(value) * 100).toFixed(Math.abs(value) < 0.1 ? 1 : 0)} %`
}

function percentDifference(value: number): string {
  return `${value < 0 ? '−' : '+'}${percentWidth(value)}`
}
