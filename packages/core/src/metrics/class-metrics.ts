import type { ConfusionMatrix } from './confusion-matrix.ts'
import { ratio } from './ratio.ts'

/** Precision, recall and F1 of one class, or averaged over several. */
export interface Scores {
  /** TP / (TP + FP): how many of those predicted to be of the class are. */
  readonly precision: number
  /** TP / (TP + FN): how many of the class were found. */
  readonly recall: number
  /** 2·TP / (2·TP + FP + FN), the harmonic mean of precision and recall. */
  readonly f1: number
}

/** How one class was recognised. What is 0/0 is NaN. */
export interface ClassMetrics extends Scores {
  readonly class: number
  /** Samples of the class that were recognised, as a share of them: the same number as `recall`. */
  readonly accuracy: number
  /** Samples of the class. */
  readonly support: number
  /** Samples that were predicted to be of the class. */
  readonly predicted: number
}

/** Figures of every class, each against all others. */
export function classMetrics({ classes, counts }: ConfusionMatrix): ClassMetrics[] {
  const support = new Float64Array(classes)
  const predicted = new Float64Array(classes)
  for (let i = 0; i < counts.length; i++) {
    support[Math.floor(i / classes)]! += counts[i]!
    predicted[i % classes]! += counts[i]!
  }
  return Array.from({ length: classes }, (_, index) => {
    const right = counts[index * (classes + 1)]!
    const [samples, guesses] = [support[index]!, predicted[index]!]
    const recall = ratio(right, samples)
    return {
      class: index,
      precision: ratio(right, guesses),
      recall,
      f1: ratio(2 * right, samples + guesses),
      accuracy: recall,
      support: samples,
      predicted: guesses,
    }
  })
}

/** The mean over classes that occur as a label or a prediction, each counting the same. */
export function macroAverage(classes: readonly ClassMetrics[]): Scores {
  return average(classes, ({ support, predicted }) => (support + predicted > 0 ? 1 : 0))
}

/** The mean over classes, each counting by its number of samples. */
export function weightedAverage(classes: readonly ClassMetrics[]): Scores {
  return average(classes, ({ support }) => support)
}

/** A class that counts, without a figure of its own, has 0: a class never predicted must not raise the precision. */
function average(classes: readonly ClassMetrics[], weightOf: (one: ClassMetrics) => number): Scores {
  const counting = classes.map(one => ({ one, weight: weightOf(one) })).filter(({ weight }) => weight > 0)
  const total = counting.reduce((sum, { weight }) => sum + weight, 0)
  const mean = (key: keyof Scores) => {
    return counting.reduce((sum, { one, weight }) => sum + weight * (Number.isNaN(one[key]) ? 0 : one[key]), 0) / total
  }
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }
}
