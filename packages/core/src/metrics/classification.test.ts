import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ClassificationMetrics, classificationMetrics } from './classification.ts'

const NONE = Number.NaN

/** Six samples of four classes; the last class is never true and never predicted. */
const example = {
  probabilities: Float64Array.of(
    ...[0.7, 0.2, 0.1, 0],
    ...[0.25, 0.5, 0.25, 0],
    ...[0.125, 0.625, 0.125, 0.125],
    ...[0.5, 0.5, 0, 0],
    ...[0.9, 0, 0.1, 0],
    ...[0.2, 0.3, 0.4, 0.1],
  ),
  // Predicted: 0 1 1 0 0 2. Ranks of the label: 0 0 1 1 1 0 ‒ the second class of sample 3 is as probable as the first.
  labels: [0, 1, 0, 1, 2, 2],
  classes: 4,
}

describe('worked by hand', () => {
  const metrics = classificationMetrics(example, { topK: [1, 2, 4] })

  it('counts what is right', () => {
    expect(metrics).toMatchObject({ count: 6, correct: 3, accuracy: 0.5 })
    expect(metrics.topK).toEqual([
      { k: 1, accuracy: 0.5 },
      { k: 2, accuracy: 1 },
      { k: 4, accuracy: 1 },
    ])
    const lastOfEquals = { probabilities: Float32Array.of(0.25, 0.25, 0.25, 0.25), labels: [2], classes: 4 }
    expect(classificationMetrics(lastOfEquals, { topK: [1, 2, 3] }).topK.map(({ accuracy }) => accuracy)).toEqual([
      0, 0, 1,
    ])
  })

  it('has true classes in the rows of the confusion matrix and predicted ones in its columns', () => {
    expect(metrics.confusion).toEqual({
      classes: 4,
      counts: Uint32Array.of(...[1, 1, 0, 0], ...[1, 1, 0, 0], ...[1, 0, 1, 0], ...[0, 0, 0, 0]),
    })
  })

  it('sets each class against the others', () => {
    expect(metrics.perClass).toEqual([
      { class: 0, precision: 1 / 3, recall: 1 / 2, f1: 2 / 5, accuracy: 1 / 2, support: 2, predicted: 3 },
      { class: 1, precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, accuracy: 1 / 2, support: 2, predicted: 2 },
      { class: 2, precision: 1, recall: 1 / 2, f1: 2 / 3, accuracy: 1 / 2, support: 2, predicted: 1 },
      { class: 3, precision: NONE, recall: NONE, f1: NONE, accuracy: NONE, support: 0, predicted: 0 },
    ])
  })

  it('averages over the classes that occur', () => {
    expect(metrics.macro.precision).toBeCloseTo((1 / 3 + 1 / 2 + 1) / 3, 14)
    expect(metrics.macro.recall).toBeCloseTo(1 / 2, 14)
    expect(metrics.macro.f1).toBeCloseTo((2 / 5 + 1 / 2 + 2 / 3) / 3, 14)
  })

  it('counts an undefined figure of a class that occurs as 0, and weighs by samples', () => {
    // Class 0: three of three. Class 1: one sample, taken for 2. Class 2: no sample, predicted once.
    const probabilities = Float64Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1)
    const { perClass, macro, weighted } = classificationMetrics({ probabilities, labels: [0, 0, 0, 1], classes: 3 })
    expect(perClass.map(({ precision }) => precision)).toEqual([1, NONE, 0])
    expect(perClass.map(({ recall }) => recall)).toEqual([1, 0, NONE])
    expect(perClass.map(({ f1 }) => f1)).toEqual([1, 0, 0])
    expect(macro).toEqual({ precision: 1 / 3, recall: 1 / 3, f1: 1 / 3 })
    expect(weighted).toEqual({ precision: 3 / 4, recall: 3 / 4, f1: 3 / 4 })
  })

  it('compares confidence with accuracy in bins that hold their upper edge', () => {
    const { calibration } = classificationMetrics(example, { bins: 4 })
    // Confidences: 0.7 right, 0.5 right, 0.625 wrong, 0.5 wrong, 0.9 wrong, 0.4 right.
    expect(calibration.bins).toEqual([
      { low: 0, high: 0.25, count: 0, confidence: NONE, accuracy: NONE },
      { low: 0.25, high: 0.5, count: 3, confidence: (0.5 + 0.5 + 0.4) / 3, accuracy: 2 / 3 },
      { low: 0.5, high: 0.75, count: 2, confidence: 0.6625, accuracy: 1 / 2 },
      { low: 0.75, high: 1, count: 1, confidence: 0.9, accuracy: 0 },
    ])
    expect(calibration.error).toBeCloseTo((2 - 1.4 + (1.325 - 1) + 0.9) / 6, 14)
    expect(metrics.calibration.bins).toHaveLength(15)
  })

  it('scores probabilities', () => {
    // Of the true classes: 0.7, 0.5, 0.125, 0.5, 0.1, 0.4.
    const product = 0.7 * 0.5 * 0.125 * 0.5 * 0.1 * 0.4
    expect(metrics.negativeLogLikelihood).toBeCloseTo(-Math.log(product) / 6, 14)
    const squares = [0.14, 0.375, 1.1875, 0.5, 1.62, 0.04 + 0.09 + 0.36 + 0.01]
    expect(metrics.brierScore).toBeCloseTo(squares.reduce((sum, square) => sum + square) / 6, 14)
  })

  it.each([
    [Float32Array.of(1, 0), 149 * Math.LN2],
    [Float64Array.of(1, 0), 1074 * Math.LN2],
  ])('takes a probability of 0 for the smallest above it', (probabilities, loss) => {
    const { negativeLogLikelihood } = classificationMetrics({ probabilities, labels: [1], classes: 2 })
    expect(negativeLogLikelihood).toBeCloseTo(loss, 9)
  })

  it('measures top 1 and top 5 by default, as far as there are classes', () => {
    const ofClasses = (classes: number) => {
      const probabilities = new Float64Array(classes)
      probabilities[0] = 1
      return classificationMetrics({ probabilities, labels: [0], classes }).topK.map(({ k }) => k)
    }
    expect([1, 4, 5, 10].map(ofClasses)).toEqual([[1], [1], [1, 5], [1, 5]])
  })
})

/** Rows of eighths that sum to exactly 1, with many ties, and labels. */
const data = fc.integer({ min: 1, max: 6 }).chain(classes => {
  const row = fc.array(fc.integer({ min: 0, max: classes - 1 }), { minLength: 8, maxLength: 8 }).map(places => {
    const values = new Array<number>(classes).fill(0)
    for (const place of places) values[place]! += 1 / 8
    return values
  })
  const sample = fc.record({ row, label: fc.integer({ min: 0, max: classes - 1 }) })
  return fc.record({ classes: fc.constant(classes), samples: fc.array(sample, { minLength: 1, maxLength: 40 }) })
})
type Generated = typeof data extends fc.Arbitrary<infer T> ? T : never

function measure({ classes, samples }: Generated): ClassificationMetrics {
  const probabilities = Float64Array.from(samples.flatMap(({ row }) => row))
  const labels = Uint8Array.from(samples, ({ label }) => label)
  return classificationMetrics(
    { probabilities, labels, classes },
    { topK: Array.from({ length: classes }, (_, i) => i + 1) },
  )
}

const sumOf = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0)

describe('for any data', () => {
  it('counts every sample once', () => {
    fc.assert(
      fc.property(data, generated => {
        const { count, correct, confusion, perClass, calibration } = measure(generated)
        expect(count).toBe(generated.samples.length)
        expect(sumOf(confusion.counts)).toBe(count)
        expect(sumOf(perClass.map(({ support }) => support))).toBe(count)
        expect(sumOf(perClass.map(({ predicted }) => predicted))).toBe(count)
        expect(sumOf(perClass.map((_, i) => confusion.counts[i * (confusion.classes + 1)]!))).toBe(correct)
        expect(sumOf(calibration.bins.map(bin => bin.count))).toBe(count)
        const right = calibration.bins.map(bin => (bin.count === 0 ? 0 : bin.count * bin.accuracy))
        expect(sumOf(right)).toBeCloseTo(correct, 9)
        for (const { count: inside, confidence, low, high } of calibration.bins) {
          if (inside > 0) expect(confidence).toBeGreaterThanOrEqual(low - 1e-12)
          if (inside > 0) expect(confidence).toBeLessThanOrEqual(high + 1e-12)
        }
      }),
    )
  })

  it('has top-k accuracies that grow from the accuracy to 1', () => {
    fc.assert(
      fc.property(data, generated => {
        const { accuracy, topK } = measure(generated)
        const accuracies = topK.map(one => one.accuracy)
        expect(accuracies[0]).toBe(accuracy)
        expect(accuracies.at(-1)).toBe(1)
        expect(accuracies.toSorted((a, b) => a - b)).toEqual(accuracies)
      }),
    )
  })

  it('has an accuracy that is the weighted recall, and scores within their bounds', () => {
    fc.assert(
      fc.property(data, generated => {
        const { accuracy, weighted, calibration, brierScore, negativeLogLikelihood, macro } = measure(generated)
        expect(weighted.recall).toBeCloseTo(accuracy, 12)
        for (const share of [calibration.error, brierScore / 2, ...Object.values(macro), ...Object.values(weighted)]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1 + 1e-12)
        }
        expect(negativeLogLikelihood).toBeGreaterThanOrEqual(0)
        expect(negativeLogLikelihood).toBeLessThan(745)
      }),
    )
  })

  it('does not depend on the order of the samples', () => {
    const flat = (metrics: ClassificationMetrics) => [
      ...Object.values({ ...metrics.macro, ...metrics.weighted }),
      ...[metrics.accuracy, metrics.calibration.error, metrics.brierScore, metrics.negativeLogLikelihood],
    ]
    fc.assert(
      fc.property(data, generated => {
        const [ordered, reversed] = [
          measure(generated),
          measure({ ...generated, samples: generated.samples.toReversed() }),
        ]
        expect(reversed.confusion).toEqual(ordered.confusion)
        expect(reversed.topK).toEqual(ordered.topK)
        for (const [i, value] of flat(ordered).entries()) expect(flat(reversed)[i]).toBeCloseTo(value, 10)
      }),
    )
  })
})

const ok = { probabilities: Float32Array.of(0.5, 0.5, 1, 0), labels: Uint8Array.of(0, 1), classes: 2 }

describe('what it refuses', () => {
  it.each<[object, string]>([
    [{ classes: 0 }, 'classes: expected an integer at least 1 and at most 8192, received 0'],
    [{ classes: 1e6 }, 'classes: expected an integer at least 1 and at most 8192, received 1000000'],
    [{ labels: [] }, 'labels.length: expected at least one label, received 0'],
    [{ labels: [0, 2] }, 'labels[1]: expected a class from 0 to 1, received 2'],
    [{ labels: Int32Array.of(-1, 0) }, 'labels[0]: expected a class from 0 to 1, received -1'],
    [{ labels: [0, 0.5] }, 'labels[1]: expected a class from 0 to 1, received 0.5'],
    [{ labels: [0, '1'] }, 'labels[1]: expected a class from 0 to 1, received "1"'],
    [
      { labels: 'ab' },
      'labels: expected a Uint8Array, Uint16Array, Uint32Array, Int32Array or an array of numbers, received "ab"',
    ],
    [{ labels: [0] }, 'probabilities.length: expected 2 = 1 labels · 2 classes, received 4'],
    [
      { probabilities: [1, 0, 1, 0] },
      'probabilities: expected a Float32Array or Float64Array, received an array of length 4',
    ],
    [
      { probabilities: Float64Array.of(1, 0, Number.NaN, 0) },
      'probabilities[2]: expected a probability from 0 to 1, received NaN',
    ],
    [
      { probabilities: Float64Array.of(1, 0, 1.5, -0.5) },
      'probabilities[2]: expected a probability from 0 to 1, received 1.5',
    ],
    [
      { probabilities: Float64Array.of(1, 0, -0.5, 1) },
      'probabilities[2]: expected a probability from 0 to 1, received -0.5',
    ],
    [
      { probabilities: Float64Array.of(1, 0, 0.5, 0.75) },
      'probabilities, sum of row 1: expected 1, to within 0.001, received 1.25',
    ],
    [{ weights: 1 }, "data.weights: expected one of the options 'probabilities', 'labels', 'classes', received 1"],
  ])('%o', (change, message) => {
    expect(() => classificationMetrics({ ...ok, ...change })).toThrow(message)
  })

  it.each<[object, string]>([
    [{ bins: 0 }, 'bins: expected an integer at least 1 and at most 1000000, received 0'],
    [{ topK: 1 }, 'topK: expected an array of integers, received 1'],
    [{ topK: [1, 3] }, 'topK[1]: expected an integer at least 1 and at most 2, received 3'],
    [{ k: 1 }, "options.k: expected one of the options 'topK', 'bins', received 1"],
  ])('options %o', (options, message) => {
    expect(() => classificationMetrics(ok, options)).toThrow(message)
  })
})
