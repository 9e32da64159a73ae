import { scientific } from '../../measures/format.ts'
import type { Axis } from '../model.ts'

/** Labels of ticks, all with as many decimals as the finest of them needs. */
export function tickTexts({ format, scale, ticks: given, tickLabels }: Axis, ticks: readonly number[]): string[] {
  if (tickLabels !== undefined) return ticks.map(tick => tickLabels[given?.indexOf(tick) ?? -1] ?? '')
  if (scale !== 'linear') return ticks.map(format === 'integer' ? integerText : logText)
  const shown = format === 'percent' ? ticks.map(tick => tick * 100) : ticks
  const digits = Math.max(0, ...shown.map(decimals))
  return shown.map(tick => {
    const text = tick.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    return `${text.replace('-', '−')}${format === 'percent' ? ' %' : ''}`
  })
}

function integerText(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 })
}

function logText(value: number): string {
  if (value === 0) return '0'
  if (value >= 0.001 && value < 10_000) return String(Number(value.toPrecision(3)))
  return scientific(value, 1).replace(/^1 · /, '')
}

function decimals(value: number): number {
  return (String(Number(value.toPrecision(10))).split('.')[1] ?? '').length
}
