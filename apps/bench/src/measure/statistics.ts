/** What a table shows of a row of samples. */
export interface Summary {
  readonly median: number
  /** First and third quartile: half of the samples lie between them. */
  readonly low: number
  readonly high: number
}

/** Median and quartiles, by linear interpolation between order statistics. Throws a RangeError on no samples. */
export function summarise(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new RangeError('summarise: expected at least one sample, received none')
  const sorted = [...samples].sort((a, b) => a - b)
  const quantile = (q: number) => {
    const position = q * (sorted.length - 1)
    const below = Math.floor(position)
    const low = sorted[below] as number
    const high = sorted[Math.ceil(position)] as number
    return low + (position - below) * (high - low)
  }
  return { median: quantile(0.5), low: quantile(0.25), high: quantile(0.75) }
}
