import { mean, standardDeviation } from '../../measures/statistics.ts'

export interface Sample {
  readonly step: number
  readonly value: number
}

export interface SeedPoint {
  readonly step: number
  readonly mean: number
  /** Over seeds, n − 1 in the denominator. */
  readonly deviation: number
}

/**
 * Mean over seeds at every step that all of them were validated at: up to where the first of them stopped. Beyond it
 * the mean of fewer would jump.
 */
export function meanOverSeeds(curves: readonly (readonly Sample[])[]): SeedPoint[] {
  const [first, ...others] = curves
  if (first === undefined) return []
  const rest = others.map(curve => new Map(curve.map(({ step, value }) => [step, value])))
  return first.flatMap(({ step, value }) => {
    const values = [value, ...rest.flatMap(curve => curve.get(step) ?? [])]
    if (values.length < curves.length) return []
    return [{ step, mean: mean(values), deviation: standardDeviation(values) }]
  })
}
