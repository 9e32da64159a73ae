import type { HistoryPoint } from '../input.ts'
import { movingMean } from './smooth.ts'

/**
 * Validations that the smoothed validation loss is the mean of: nearly two epochs of the study. With five its lowest
 * point moved about more from seed to seed (deviation of 2,300 steps instead of 1,500 with momentum).
 */
export const smoothingWidth = 9
/** Share of its lowest value by which the smoothed loss must rise afterwards to count as having turned up. */
export const risesBy = 0.02

export interface TurningPoint {
  /** The step of the lowest smoothed validation loss. */
  readonly step: number
  /** Highest smoothed loss after it, as a share of the lowest, less 1. */
  readonly rise: number
}

/** Where the smoothed validation loss is lowest, and how far it rises afterwards. Undefined without validations. */
export function turningPoint(points: readonly HistoryPoint[]): TurningPoint | undefined {
  if (points.length === 0) return undefined
  const smooth = movingMean(
    points.map(({ loss }) => loss),
    smoothingWidth,
  )
  const lowest = Math.min(...smooth)
  const index = smooth.indexOf(lowest)
  return { step: points[index]!.step, rise: Math.max(...smooth.slice(index)) / lowest - 1 }
}
