import type { MeasureName } from '../catalogue/measure-names.ts'
import { measureDefinitions, type Unit } from './definitions.ts'
import type { Spread } from './over-seeds.ts'

/** 28376 → `28,376`. */
export function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** A negative number with a minus sign instead of a hyphen. */
function withMinus(text: string): string {
  return text.replace('-', '−')
}

/** A ratio over many orders of magnitude, in two digits: `0.84`, `4.0`, `12`, `3.1 · 10⁻⁷`. */
export function ratio(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 99.5) return size < 99_950 ? withMinus(thousands(value)) : scientific(value, 2)
  return size >= 0.001 ? withMinus(value.toPrecision(2)) : scientific(value, 2)
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** `1.3 · 10⁻⁷` */
export function scientific(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string]
  const raised = String(Math.abs(Number(exponent))).replace(/\d/g, digit => superscripts[Number(digit)]!)
  return withMinus(`${mantissa} · 10${Number(exponent) < 0 ? '⁻' : ''}${raised}`)
}

/** Decimals that a loss needs to show three digits. */
function lossDigits(value: number): number {
  return value >= 0.1 || value === 0 ? 3 : Math.min(6, 2 - Math.floor(Math.log10(Math.abs(value))))
}

function number(unit: Unit, value: number): string {
  switch (unit) {
    case 'count':
    case 'steps':
      return thousands(value)
    case 'share':
      return (value * 100).toFixed(2)
    case 'loss':
      return value.toFixed(lossDigits(Math.abs(value)))
    case 'epochs':
      return value.toFixed(1)
    case 'ratio':
      return ratio(value)
  }
}

const suffix = (unit: Unit) => (unit === 'share' ? ' %' : '')

/** One value: `96.36 %`, `9,626`, `0.134`, `15.4`. */
export function formatMeasure(measure: MeasureName, value: number): string {
  const { unit } = measureDefinitions[measure]
  return withMinus(number(unit, value)) + suffix(unit)
}

/** A difference of two values of about the size of `near`, with its sign; of shares in points. */
export function formatDifference(measure: MeasureName, value: number, near = value): string {
  const size = formatWidth(measure, value, near)
  const sign = value < 0 ? '−' : '+'
  return `${/[1-9]/.test(size) ? sign : '±'}${size}`
}

/** The size of a tolerance or an uncertainty of a value of about the size of `near`; of shares in points. */
export function formatWidth(measure: MeasureName, value: number, near = value): string {
  const { unit } = measureDefinitions[measure]
  if (unit === 'share') return `${number(unit, Math.abs(value))} points`
  if (unit === 'loss') return Math.abs(value).toFixed(lossDigits(Math.abs(near)))
  return number(unit, Math.abs(value))
}

/** `± 0.12`: the deviation over seeds, in the unit and digits of the mean; undefined where there is none to show. */
export function formatDeviation(measure: MeasureName, { mean, standardDeviation, count }: Spread): string | undefined {
  const { unit } = measureDefinitions[measure]
  if (count < 2 || unit === 'count') return undefined
  if (unit === 'loss') return `± ${standardDeviation.toFixed(lossDigits(mean))}`
  const decimals = unit === 'ratio' ? /^[\d,]*\.?(\d*)$/.exec(ratio(mean))?.[1]?.length : undefined
  return `± ${decimals === undefined ? number(unit, standardDeviation) : standardDeviation.toFixed(decimals)}`
}

/** Mean and deviation over seeds: `96.36 ± 0.12 %`; of one seed the value alone. */
export function formatSpread(measure: MeasureName, spread: Spread): string {
  const deviation = formatDeviation(measure, spread)
  const { unit } = measureDefinitions[measure]
  if (deviation === undefined) return formatMeasure(measure, spread.mean)
  return `${withMinus(number(unit, spread.mean))} ${deviation}${suffix(unit)}`
}
