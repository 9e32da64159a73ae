import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type BinaryMetrics, binaryMetrics } from './binary.ts'
import type { Scores } from './class-metrics.ts'
import { classificationMetrics, type TopKAccuracy } from './classification.ts'
import { type RegressionMetrics, regressionMetrics } from './regression.ts'

interface ClassificationCase {
  readonly classes: number
  readonly labels: readonly number[]
  readonly probabilities: readonly number[]
  readonly accuracy: number
  readonly topK: readonly TopKAccuracy[]
  readonly confusion: readonly number[]
  /** Of every class; 0 for 0/0. */
  readonly precision: readonly number[]
  readonly recall: readonly number[]
  readonly f1: readonly number[]
  readonly support: readonly number[]
  readonly macro: Scores
  readonly weighted: Scores
  readonly calibrationError: number
  readonly negativeLogLikelihood: number
  readonly brierScore: number
}

interface Fixture {
  readonly classification: readonly ClassificationCase[]
  readonly binary: readonly {
    readonly labels: readonly number[]
    readonly probabilities: readonly number[]
    readonly threshold: number
    readonly metrics: BinaryMetrics
  }[]
  readonly regression: readonly {
    readonly units: number
    readonly targets: readonly number[]
    readonly predictions: readonly number[]
    readonly metrics: RegressionMetrics
  }[]
}

const sklearn: Fixture = JSON.parse(readFileSync(new URL('fixtures/sklearn.json', import.meta.url), 'utf8'))

/** Equal in all but rounding, whatever they are made of. */
function expectClose(received: unknown, expected: unknown, path = 'metrics'): void {
  if (typeof expected === 'number') {
    expect(Math.abs((received as number) - expected), `${path}: ${received} ≠ ${expected}`).toBeLessThan(1e-12)
    return
  }
  expect(Object.keys(received as object), path).toEqual(expect.arrayContaining(Object.keys(expected as object)))
  for (const [key, value] of Object.entries(expected as object)) {
    expectClose((received as Record<string, unknown>)[key], value, `${path}.${key}`)
  }
}

describe('as scikit-learn', () => {
  it.each(sklearn.classification)('$classes classes', given => {
    const { classes, labels, precision, recall, f1, support, confusion, calibrationError, ...rest } = given
    const probabilities = Float64Array.from(given.probabilities)
    const topK = given.topK.map(({ k }) => k)
    const metrics = classificationMetrics({ probabilities, labels, classes }, { topK })
    const { accuracy, macro, weighted, negativeLogLikelihood, brierScore } = rest
    expectClose(metrics, { accuracy, topK: rest.topK, macro, weighted, negativeLogLikelihood, brierScore })
    expect([...metrics.confusion.counts]).toEqual(confusion)
    expectClose(metrics.calibration.error, calibrationError)
    const ofClasses = (key: keyof Scores | 'support') => metrics.perClass.map(one => one[key] || 0)
    expectClose(
      {
        precision: ofClasses('precision'),
        recall: ofClasses('recall'),
        f1: ofClasses('f1'),
        support: ofClasses('support'),
      },
      { precision, recall, f1, support },
    )
  })

  it.each(sklearn.binary)('two classes at $threshold', ({ labels, probabilities, threshold, metrics }) => {
    expectClose(binaryMetrics({ probabilities: Float64Array.from(probabilities), labels, threshold }), metrics)
  })

  it.each(sklearn.regression)('$units outputs', ({ units, targets, predictions, metrics }) => {
    const data = { predictions: Float64Array.from(predictions), targets: Float64Array.from(targets), units }
    expectClose(regressionMetrics(data), metrics)
  })
})
