import type { FloatArray, Prediction } from '@blasnet/core'

/** Probabilities of every class, [count, classes] row-major. */
export interface ClassProbabilities {
  readonly classes: number
  readonly probabilities: FloatArray
}

/** Classes that a network tells apart: one unit says how probable class 1 is, beside class 0. */
export function classesOf(units: number): number {
  return units === 1 ? 2 : units
}

/** What a network predicts for every class; of one unit, which gives p of class 1, the rows are [1 − p, p]. */
export function classProbabilities({
  probabilities,
  units,
}: Pick<Prediction, 'probabilities' | 'units'>): ClassProbabilities {
  if (units !== 1) return { classes: units, probabilities }
  const pairs = new Float64Array(2 * probabilities.length)
  for (const [row, p] of probabilities.entries()) pairs.set([1 - p, p], 2 * row)
  return { classes: 2, probabilities: pairs }
}
