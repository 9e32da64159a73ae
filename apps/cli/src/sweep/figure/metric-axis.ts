import type { Axis } from '@blasnet/report/figures'
import type { Metric } from '../question.ts'

/** So many times the distance between the quartiles may a trial be worse than the worse quartile and still be in sight. */
const reach = 4

/**
 * The vertical axis for figures of trials: from the worst to the best, except that a few far worse ones, which would leave
 * no room for the others, are beyond its end.
 */
export function metricAxis(metric: Metric, figures: readonly number[]): Axis {
  const sorted = figures.toSorted((a, b) => a - b)
  const [best, worst] = metric === 'accuracy' ? [sorted.at(-1)!, sorted[0]!] : [sorted[0]!, sorted.at(-1)!]
  const quartile = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!
  const spread = quartile(0.75) - quartile(0.25)
  const sign = metric === 'accuracy' ? -1 : 1
  const limit = quartile(metric === 'accuracy' ? 0.25 : 0.75) + sign * Math.max(reach * spread, 1e-3)
  const inSight = sorted.filter(figure => sign * figure <= sign * limit)
  const end = sign * worst <= sign * limit ? worst : metric === 'accuracy' ? inSight[0]! : inSight.at(-1)!
  const room = 0.07 * Math.abs(best - end) || 0.07 * Math.abs(best) || 0.01
  const [low, high] = [Math.min(best, end) - room, Math.max(best, end) + room]
  return metric === 'accuracy'
    ? {
        label: 'validation accuracy',
        domain: [Math.max(0, low), Math.min(1, high)],
        scale: 'linear',
        format: 'percent',
      }
    : { label: 'validation loss', domain: [Math.max(0, low), high], scale: 'linear', format: 'number' }
}

/** The place of a figure on the axis: itself, or the end that it is beyond. */
export function clampTo({ domain: [low, high] }: Pick<Axis, 'domain'>, figure: number): number {
  return Math.min(high, Math.max(low, figure))
}
