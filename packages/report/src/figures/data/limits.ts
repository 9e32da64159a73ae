import { quantile } from '../../measures/statistics.ts'
import type { Axis } from '../model.ts'

/** Curves of many points must not outweigh those of few: each gives this many values. */
const samplesPerCurve = 400

export interface LimitOptions {
  /** Quantiles of all values that the axis reaches from and to. */
  readonly from: number
  readonly to: number
  readonly scale: Axis['scale']
  /** Given: the lower end, whatever the values are. */
  readonly floor?: number
  /** What the values cannot exceed: 1 for shares. */
  readonly ceiling?: number
}

export interface Limits {
  readonly domain: readonly [number, number]
  /** Share of the values beyond each end, each curve counting alike. */
  readonly below: number
  readonly above: number
}

/** Ends of an axis that shows where the curves differ: quantiles of their values, with a little room. */
export function robustLimits(curves: readonly (readonly number[])[], options: LimitOptions): Limits {
  const values = curves.flatMap(evenly).filter(value => options.scale !== 'log' || value > 0)
  if (values.length === 0) return { domain: [0, 1], below: 0, above: 0 }
  const [low, high] = [quantile(values, options.from), quantile(values, options.to)]
  const [from, to] = options.scale === 'log' ? roomOnLog(low, high) : room(low, high, options.ceiling)
  const domain = [options.floor ?? from, to] as const
  const share = (test: (value: number) => boolean) => values.filter(test).length / values.length
  return { domain, below: share(value => value < domain[0]), above: share(value => value > domain[1]) }
}

function evenly(values: readonly number[]): number[] {
  if (values.length <= samplesPerCurve) return [...values]
  const step = (values.length - 1) / (samplesPerCurve - 1)
  return Array.from({ length: samplesPerCurve }, (_, index) => values[Math.round(index * step)]!)
}

function room(low: number, high: number, ceiling = Number.POSITIVE_INFINITY): [number, number] {
  const span = high - low || Math.abs(high) || 1
  return [low - 0.05 * span, Math.min(high + 0.06 * span, ceiling + 0.02 * span)]
}

function roomOnLog(low: number, high: number): [number, number] {
  const factor = (high / low || 1) ** 0.05
  return low === high ? [low / 2, high * 2] : [low / factor, high * factor]
}
