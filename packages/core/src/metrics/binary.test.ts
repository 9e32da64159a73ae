import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BinaryMetrics, binaryMetrics } from './binary.ts'
import { classificationMetrics } from './classification.ts'

describe('worked by hand', () => {
  // Sorted: 0.9 (1), 0.7 (0), 0.5 (1), 0.5 (0), 0.5 (1), 0.2 (0), 0.1 (1).
  const data = {
    probabilities: Float64Array.of(0.5, 0.9, 0.2, 0.7, 0.5, 0.1, 0.5),
    labels: [1, 1, 0, 0, 0, 1, 1],
  }
  const metrics = binaryMetrics(data)

  it('predicts 1 above the threshold, and not at it', () => {
    expect(metrics.confusion).toEqual({ truePositives: 1, falsePositives: 1, trueNegatives: 2, falseNegatives: 3 })
    expect(binaryMetrics({ ...data, threshold: 0.4 }).confusion).toEqual({
      truePositives: 3,
      falsePositives: 2,
      trueNegatives: 1,
      falseNegatives: 1,
    })
  })

  it('works out shares', () => {
    expect(metrics).toMatchObject({
      count: 7,
      accuracy: 3 / 7,
      precision: 1 / 2,
      recall: 1 / 4,
      f1: 2 / 6,
      specificity: 2 / 3,
    })
  })

  it('counts pairs in the right order, equal ones half', () => {
    // Of 4 · 3 pairs: 0.9 is above all 3; each 0.5 above one and equal to one; 0.1 above none.
    expect(metrics.rocAuc).toBeCloseTo((3 + 1.5 + 1.5) / 12, 14)
  })

  it('takes equal probabilities together in the precision-recall curve', () => {
    // Recall grows to 1/4 at precision 1, to 3/4 at 3/5, to 1 at 4/7.
    expect(metrics.averagePrecision).toBeCloseTo(1 / 4 + (1 / 2) * (3 / 5) + (1 / 4) * (4 / 7), 14)
  })

  it('scores probabilities', () => {
    const given = 0.5 * 0.9 * 0.8 * 0.3 * 0.5 * 0.1 * 0.5
    expect(metrics.logLoss).toBeCloseTo(-Math.log(given) / 7, 14)
    expect(metrics.brierScore).toBeCloseTo((0.25 + 0.01 + 0.04 + 0.49 + 0.25 + 0.81 + 0.25) / 7, 14)
  })

  it.each([
    [Float32Array, 149, 24],
    [Float64Array, 1074, 53],
  ])('takes certainty for the nearest %o below it', (Values, zeroBits, oneBits) => {
    const loss = (probability: number, label: number) => {
      return binaryMetrics({ probabilities: Values.of(probability), labels: [label] }).logLoss
    }
    expect(loss(0, 1)).toBeCloseTo(zeroBits * Math.LN2, 9)
    expect(loss(1, 0)).toBeCloseTo(oneBits * Math.LN2, 9)
    expect([loss(0, 0), loss(1, 1)].map(Math.abs)).toEqual([0, 0])
  })

  it('has no figure for what is 0/0', () => {
    const all = (label: number, probability: number) => {
      return binaryMetrics({ probabilities: Float64Array.of(probability), labels: [label] })
    }
    const none = Number.NaN
    const expected: Partial<BinaryMetrics> = { precision: none, recall: none, f1: none, specificity: 1 }
    expect(all(0, 0.25)).toMatchObject({ ...expected, rocAuc: none, averagePrecision: none })
    expect(all(1, 0.75)).toMatchObject({ precision: 1, recall: 1, f1: 1, specificity: none, rocAuc: none })
    expect(all(1, 0.25)).toMatchObject({ precision: none, recall: 0, f1: 0, averagePrecision: 1 })
  })
})

const sample = fc.record({ label: fc.integer({ min: 0, max: 1 }), eighths: fc.integer({ min: 0, max: 8 }) })
const samples = fc.array(sample, { minLength: 1, maxLength: 40 })
const measure = (given: readonly { label: number; eighths: number }[]) => {
  return binaryMetrics({
    probabilities: Float64Array.from(given, ({ eighths }) => eighths / 8),
    labels: given.map(({ label }) => label),
  })
}

describe('for any data', () => {
  it('has the AUC of all pairs, which turns round with the labels', () => {
    fc.assert(
      fc.property(samples, given => {
        const pairs = given.flatMap(a =>
          given.filter(b => a.label > b.label).map(b => Math.sign(a.eighths - b.eighths)),
        )
        const ordered = pairs.reduce<number>((sum, sign) => sum + (sign + 1) / 2, 0)
        const { rocAuc } = measure(given)
        if (pairs.length === 0) expect(rocAuc).toBeNaN()
        else {
          expect(rocAuc).toBeCloseTo(ordered / pairs.length, 12)
          const turned = given.map(({ label, eighths }) => ({ label: 1 - label, eighths }))
          expect(measure(turned).rocAuc).toBeCloseTo(1 - rocAuc, 12)
        }
      }),
    )
  })

  it('agrees with the figures of two classes, and does not depend on the order', () => {
    fc.assert(
      fc.property(samples, given => {
        const probabilities = Float64Array.from(given.flatMap(({ eighths }) => [1 - eighths / 8, eighths / 8]))
        const labels = given.map(({ label }) => label)
        const both = classificationMetrics({ probabilities, labels, classes: 2 })
        const one = measure(given)
        expect(one.accuracy).toBe(both.accuracy)
        const { precision, recall, f1 } = both.perClass[1]!
        expect(one).toMatchObject({ precision, recall, f1, specificity: both.perClass[0]!.recall })
        expect(one.brierScore).toBeCloseTo(both.brierScore / 2, 12)
        const isCertain = given.some(({ eighths }) => eighths % 8 === 0)
        if (!isCertain) expect(one.logLoss).toBeCloseTo(both.negativeLogLikelihood, 10)
        const { logLoss, brierScore, ...counted } = measure(given.toReversed())
        expect(one).toMatchObject(counted)
      }),
    )
  })
})

describe('what it refuses', () => {
  const ok = { probabilities: Float64Array.of(0.5, 0.25), labels: [0, 1] }
  it.each<[object, string]>([
    [{ labels: [0, 2] }, 'labels[1]: expected a class from 0 to 1, received 2'],
    [{ labels: [0] }, 'probabilities.length: expected 1 = the number of labels, received 2'],
    [
      { probabilities: Float64Array.of(0.5, Number.NaN) },
      'probabilities[1]: expected a probability from 0 to 1, received NaN',
    ],
    [{ threshold: 1.5 }, 'threshold: expected a finite number at least 0 and at most 1, received 1.5'],
    [{ classes: 2 }, "data.classes: expected one of the options 'probabilities', 'labels', 'threshold', received 2"],
  ])('%o', (change, message) => {
    expect(() => binaryMetrics({ ...ok, ...change })).toThrow(message)
  })
})
