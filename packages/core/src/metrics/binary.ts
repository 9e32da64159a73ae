import { checkNumber, checkObject } from '@blasnet/check'
import { averagePrecision } from './average-precision.ts'
import { checkLabels, checkProbabilities, checkValues } from './check.ts'
import { descendingGroups } from './descending.ts'
import { logLossOf, oppositeLogLossOf } from './probability-scores.ts'
import { ratio } from './ratio.ts'
import { rocAuc } from './roc-auc.ts'
import type { TrueLabels, Values } from './types.ts'

/** Predicted probabilities of a yes beside what is true. */
export interface BinaryData {
  /** Of label 1, [count]. */
  readonly probabilities: Values
  /** 0 or 1, [count]. */
  readonly labels: TrueLabels
  /** Samples with a probability above it are predicted to be 1. Default 0.5. */
  readonly threshold?: number
}

/** Samples by what they are and what they were predicted to be. */
export interface BinaryConfusion {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
}

/** What can be said of a classifier of two classes. What is 0/0 is NaN. */
export interface BinaryMetrics {
  readonly count: number
  readonly confusion: BinaryConfusion
  /** (TP + TN) / count */
  readonly accuracy: number
  /** TP / (TP + FP); NaN when nothing was predicted to be 1. */
  readonly precision: number
  /** TP / (TP + FN), also sensitivity; NaN without samples of label 1. */
  readonly recall: number
  /** 2·TP / (2·TP + FP + FN); NaN when nothing is or was predicted to be 1. */
  readonly f1: number
  /** TN / (TN + FP); NaN without samples of label 0. */
  readonly specificity: number
  /** Area under the ROC curve; NaN when all labels are the same. */
  readonly rocAuc: number
  /** Area below the precision-recall curve, in steps; NaN without samples of label 1. */
  readonly averagePrecision: number
  /** Mean of −ln of the probability that the true label was given. */
  readonly logLoss: number
  /** Mean of (p − y)², from 0 to 1. */
  readonly brierScore: number
}

/**
 * Measures a classifier of two classes by the probability that it gave to label 1.
 *
 * A sample is predicted to be 1 when its probability is above the threshold: at 0.5 both labels are equally probable,
 * and the first among equals counts. With y the labels and p the probabilities:
 *
 * - ROC AUC (R − P(P + 1)/2) / (P·N), with R the sum of the mid-ranks of the P positives among all (Mann and Whitney 1947)
 * - average precision Σₙ (Rₙ − Rₙ₋₁)·Pₙ over distinct probabilities from the highest
 * - log loss −1/n Σᵢ [yᵢ ln pᵢ + (1 − yᵢ) ln(1 − pᵢ)], where a probability of 0 or 1 counts as the number
 *   of the array's type that is next to it
 * - Brier score 1/n Σᵢ (pᵢ − yᵢ)² (half of what `classificationMetrics` gives for two classes)
 *
 * ```ts
 * binaryMetrics({ probabilities: Float64Array.of(0.1, 0.4, 0.35, 0.8), labels: [0, 0, 1, 1] })
 * // accuracy 0.75, precision 1, recall 0.5, rocAuc 0.75, averagePrecision 0.833, …
 * ```
 *
 * @throws OptionError for data that do not fit together, labels or probabilities out of range, and wrong options.
 */
export function binaryMetrics(data: BinaryData): BinaryMetrics {
  const { probabilities, labels, threshold } = checkData(data)
  const confusion = confusionOf(probabilities, labels, threshold)
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusion
  const groups = descendingGroups(probabilities, labels)
  const count = labels.length
  return {
    count,
    confusion,
    accuracy: (truePositives + trueNegatives) / count,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    specificity: ratio(trueNegatives, trueNegatives + falsePositives),
    rocAuc: rocAuc(groups),
    averagePrecision: averagePrecision(groups),
    ...scores(probabilities, labels),
  }
}

function confusionOf(probabilities: Values, labels: TrueLabels, threshold: number): BinaryConfusion {
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0]
  for (let i = 0; i < labels.length; i++) {
    if (probabilities[i]! > threshold) labels[i] === 1 ? truePositives++ : falsePositives++
    else labels[i] === 1 ? falseNegatives++ : trueNegatives++
  }
  return { truePositives, falsePositives, trueNegatives, falseNegatives }
}

function scores(probabilities: Values, labels: TrueLabels): Pick<BinaryMetrics, 'logLoss' | 'brierScore'> {
  const [lossOfZero, lossOfOne] = [oppositeLogLossOf(probabilities), logLossOf(probabilities)]
  let [losses, squares] = [0, 0]
  for (let i = 0; i < labels.length; i++) {
    const probability = probabilities[i]!
    losses += labels[i] === 1 ? lossOfOne(probability) : lossOfZero(probability)
    squares += (probability - labels[i]!) ** 2
  }
  return { logLoss: losses / labels.length, brierScore: squares / labels.length }
}

function checkData(value: unknown): Required<BinaryData> {
  const given = checkObject('data', value, ['probabilities', 'labels', 'threshold'])
  const threshold = given.threshold === undefined ? 0.5 : checkNumber('threshold', given.threshold, { min: 0, max: 1 })
  const labels = checkLabels('labels', given.labels, 2)
  const reason = 'the number of labels'
  const probabilities = checkValues('probabilities', given.probabilities, labels.length, reason)
  checkProbabilities('probabilities', probabilities)
  return { probabilities, labels, threshold }
}
