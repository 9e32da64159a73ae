/** Arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Standard deviation of a sample (n − 1 in the denominator); 0 for fewer than two values. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const centre = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1))
}

/** exp of the mean of the logarithms; for ratios. 0 when any value is 0. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)))
}

/** The q-quantile, linear between neighbours. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort()
  const position = (sorted.length - 1) * q
  const below = Math.floor(position)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (position - below)
}

// Two-sided 95 % points of Student's t for 1 … 30 degrees of freedom.
const student = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/** Two-sided 95 % point of Student's t. Above 30 degrees of freedom by 1.96 + 2.4 / df, within 0.002 of it. */
export function studentT95(degreesOfFreedom: number): number {
  return student[degreesOfFreedom - 1] ?? 1.96 + 2.4 / degreesOfFreedom
}

/** Half the width of the 95 % confidence interval of the mean: t · s / √n. Needs two values or more. */
export function confidenceHalfWidth(values: readonly number[]): number {
  return (studentT95(values.length - 1) * standardDeviation(values)) / Math.sqrt(values.length)
}
