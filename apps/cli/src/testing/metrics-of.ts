import { type ClassificationMetrics, classificationMetrics } from '@blasnet/core'

/** Metrics of samples that were predicted with certainty, as [true class, predicted class, times]. */
export function metricsOf(
  classes: number,
  pairs: readonly (readonly [number, number, number?])[],
): ClassificationMetrics {
  const samples = pairs.flatMap(([label, predicted, times = 1]) =>
    Array.from({ length: times }, () => [label, predicted]),
  )
  const probabilities = new Float64Array(samples.length * classes)
  for (const [i, [, predicted]] of samples.entries()) probabilities[i * classes + predicted!] = 1
  return classificationMetrics({ probabilities, labels: samples.map(([label]) => label!), classes })
}
