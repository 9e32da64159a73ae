import { mean } from './statistics.ts'

/**
 * Centred moving mean over `width` values, an odd number. At both ends the window is cut short evenly, so that the
 * first and last values stay what they are and a steady slope stays itself.
 */
export function movingMean(values: readonly number[], width: number): number[] {
  const reach = (width - 1) / 2
  return values.map((_, index) => {
    const half = Math.min(reach, index, values.length - 1 - index)
    return mean(values.slice(index - half, index + half + 1))
  })
}

/**
 * Size of the noise on a curve, whatever its trend: root mean square of the second differences over √6, which is the
 * standard deviation of independent noise added to any straight line. Undefined for fewer than three values.
 */
export function noiseOf(values: readonly number[]): number | undefined {
  if (values.length < 3) return undefined
  const seconds = values.slice(1, -1).map((value, index) => values[index]! - 2 * value + values[index + 2]!)
  return Math.sqrt(mean(seconds.map(value => value * value)) / 6)
}
