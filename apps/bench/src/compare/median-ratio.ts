import { randomNumbers } from './random.ts'

/** How the median of one row of samples stands to that of another. */
export interface MedianRatio {
  /** median(after) / median(before) */
  readonly ratio: number
  /** Ends of the 95 % interval. */
  readonly low: number
  readonly high: number
}

const resamples = 1000
const tail = 0.025

/**
 * Ratio of medians with a 95 % interval by the percentile bootstrap: both rows are drawn anew with replacement a
 * thousand times. With five samples or more a side, rows of one distribution have 1 outside the interval in 2 to 5 of
 * 100 cases (simulated, for normal and for skewed noise; with three in 10).
 */
export function medianRatio(before: readonly number[], after: readonly number[], seed: number): MedianRatio {
  const random = randomNumbers(seed)
  const [rowBefore, rowAfter] = [Float64Array.from(before), Float64Array.from(after)]
  const [drawnBefore, drawnAfter] = [new Float64Array(before.length), new Float64Array(after.length)]
  const draw = (row: Float64Array, into: Float64Array) => {
    for (let i = 0; i < into.length; i++) into[i] = row[Math.floor(random() * row.length)] as number
    return medianInPlace(into)
  }
  const ratios = new Float64Array(resamples)
  for (let i = 0; i < resamples; i++) ratios[i] = draw(rowAfter, drawnAfter) / draw(rowBefore, drawnBefore)
  ratios.sort()
  return {
    ratio: medianInPlace(rowAfter) / medianInPlace(rowBefore),
    low: ratios[Math.floor(tail * resamples)] as number,
    high: ratios[Math.ceil((1 - tail) * resamples) - 1] as number,
  }
}

/** Sorts the values. */
function medianInPlace(values: Float64Array): number {
  values.sort()
  const middle = values.length >> 1
  const upper = values[middle] as number
  return values.length % 2 === 1 ? upper : ((values[middle - 1] as number) + upper) / 2
}
