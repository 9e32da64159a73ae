import { checkInteger, checkObject, OptionError } from '@blasnet/check'
import { type Calibration, calibration } from './calibration.ts'
import { checkLabels, checkProbabilities, checkRowSums, checkValues } from './check.ts'
import { type ClassMetrics, classMetrics, macroAverage, type Scores, weightedAverage } from './class-metrics.ts'
import { type ConfusionMatrix, confusionMatrix } from './confusion-matrix.ts'
import { brierScore, negativeLogLikelihood } from './probability-scores.ts'
import { largestOfRows, ranksOfLabels } from './ranks.ts'
import type { TrueLabels, Values } from './types.ts'

/** Predicted probabilities beside what is true. */
export interface ClassifiedData {
  /** Of every class, [count, classes] row-major; each row sums to 1. `network.predict` gives them. */
  readonly probabilities: Values
  /** True classes, [count]. */
  readonly labels: TrueLabels
  readonly classes: number
}

export interface ClassificationMetricsOptions {
  /** For which k to measure top-k accuracy, each from 1 to `classes`. Default 1 and 5, as far as there are classes. */
  readonly topK?: readonly number[]
  /** Bins of the calibration error. Default 15. */
  readonly bins?: number
}

export interface TopKAccuracy {
  readonly k: number
  /** Share of samples whose class is among the k most probable. */
  readonly accuracy: number
}

/** What can be said of a classifier. Shares are from 0 to 1. */
export interface ClassificationMetrics {
  readonly count: number
  /** Samples whose most probable class is the true one. */
  readonly correct: number
  /** correct / count */
  readonly accuracy: number
  readonly topK: readonly TopKAccuracy[]
  readonly confusion: ConfusionMatrix
  /** [classes] */
  readonly perClass: readonly ClassMetrics[]
  /** Every class that occurs counts the same. */
  readonly macro: Scores
  /** Every class counts by its number of samples. */
  readonly weighted: Scores
  readonly calibration: Calibration
  /** Mean of −ln p of the true class. */
  readonly negativeLogLikelihood: number
  /** Mean squared distance of a row from the row that is 1 at the true class and 0 elsewhere, from 0 to 2. */
  readonly brierScore: number
}

const DEFAULT_TOP_K = [1, 5]
const DEFAULT_BINS = 15
/** A confusion matrix of 256 MB. */
const MOST_CLASSES = 8192

/**
 * Measures a classifier by the probabilities that it gave.
 *
 * The predicted class is the most probable one, and the first among equals; for top k, too, an equal class of a lower
 * index stands before. With TP, FP and FN counted for one class against all others:
 *
 * - precision TP / (TP + FP), recall TP / (TP + FN), F1 2·TP / (2·TP + FP + FN). What is 0/0 is NaN: the precision of a
 *   class never predicted, the recall of one without samples. Averages leave out classes that occur neither as a label
 *   nor as a prediction and count any other NaN as 0, as scikit-learn does.
 * - expected calibration error Σ_b n_b/n · |accuracy_b − confidence_b| over bins of equal width of the largest
 *   probability (Guo et al. 2017, *On Calibration of Modern Neural Networks*, eq. 3)
 * - negative log-likelihood −1/n Σᵢ ln p(i, yᵢ), where a probability of 0 counts as the smallest number above it of the
 *   array's type
 * - Brier score 1/n Σᵢ Σₖ (p(i, k) − [yᵢ = k])² (Brier 1950)
 *
 * ```ts
 * const probabilities = Float64Array.of(0.7, 0.2, 0.1, 0.5, 0.3, 0.2)
 * const { accuracy, perClass } = classificationMetrics({ probabilities, labels: [0, 1], classes: 3 }, { topK: [1, 2] })
 * // accuracy 0.5; perClass[0] { precision: 0.5, recall: 1, f1: 0.667, accuracy: 1, support: 1, … }
 * ```
 *
 * @throws OptionError for data that do not fit together, labels or probabilities out of range, and wrong options.
 */
export function classificationMetrics(
  data: ClassifiedData,
  options: ClassificationMetricsOptions = {},
): ClassificationMetrics {
  const { probabilities, labels, classes } = checkData(data)
  const { topK, bins } = checkOptions(options, classes)
  const count = labels.length
  const predicted = largestOfRows(probabilities, classes)
  const ranks = ranksOfLabels(probabilities, labels, classes)
  const within = (k: number) => ranks.reduce((sum, rank) => sum + (rank < k ? 1 : 0), 0)
  const confusion = confusionMatrix(labels, predicted, classes)
  const perClass = classMetrics(confusion)
  const correct = within(1)
  return {
    count,
    correct,
    accuracy: correct / count,
    topK: topK.map(k => ({ k, accuracy: within(k) / count })),
    confusion,
    perClass,
    macro: macroAverage(perClass),
    weighted: weightedAverage(perClass),
    calibration: calibration({ probabilities, classes, labels }, predicted, bins),
    negativeLogLikelihood: negativeLogLikelihood(probabilities, labels, classes),
    brierScore: brierScore(probabilities, labels, classes),
  }
}

function checkData(value: unknown): ClassifiedData {
  const given = checkObject('data', value, ['probabilities', 'labels', 'classes'])
  const classes = checkInteger('classes', given.classes, { min: 1, max: MOST_CLASSES })
  const labels = checkLabels('labels', given.labels, classes)
  const reason = `${labels.length} labels · ${classes} classes`
  const probabilities = checkValues('probabilities', given.probabilities, labels.length * classes, reason)
  checkProbabilities('probabilities', probabilities)
  checkRowSums('probabilities', probabilities, classes)
  return { probabilities, labels, classes }
}

function checkOptions(value: unknown, classes: number): Required<ClassificationMetricsOptions> {
  const given = checkObject('options', value, ['topK', 'bins'])
  const bins = given.bins === undefined ? DEFAULT_BINS : checkInteger('bins', given.bins, { min: 1, max: 1e6 })
  if (given.topK === undefined) return { topK: DEFAULT_TOP_K.filter(k => k <= classes), bins }
  if (!Array.isArray(given.topK)) throw new OptionError('topK', 'an array of integers', given.topK)
  const topK = given.topK.map((k: unknown, i) => checkInteger(`topK[${i}]`, k, { min: 1, max: classes }))
  return { topK, bins }
}
