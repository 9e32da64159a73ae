import { types } from 'node:util'
import type { TrueLabels, Values } from './types.ts'

/**
 * The loss −ln p of a probability of these values. One of 0 counts as the smallest number above it of their type
 * (a loss of 103.3 in float32, 744.4 in float64): softmax rounds to 0 what never is.
 */
export function logLossOf(values: Values): (probability: number) => number {
  const least = types.isFloat32Array(values) ? 2 ** -149 : Number.MIN_VALUE
  return probability => -Math.log(Math.max(probability, least))
}

/** The loss −ln(1 − p); a probability of 1 counts as the largest number below it (16.6 in float32, 36.7 in float64). */
export function oppositeLogLossOf(values: Values): (probability: number) => number {
  const least = types.isFloat32Array(values) ? 2 ** -24 : 2 ** -53
  return probability => -Math.log(Math.max(1 - probability, least))
}

/** −1/n Σᵢ ln p(i, yᵢ), with probabilities [count, classes]. */
export function negativeLogLikelihood(probabilities: Values, labels: TrueLabels, classes: number): number {
  const lossOf = logLossOf(probabilities)
  let sum = 0
  for (let i = 0; i < labels.length; i++) sum += lossOf(probabilities[i * classes + labels[i]!]!)
  return sum / labels.length
}

/** 1/n Σᵢ Σₖ (p(i, k) − [yᵢ = k])², from 0 to 2, with probabilities [count, classes]. */
export function brierScore(probabilities: Values, labels: TrueLabels, classes: number): number {
  let sum = 0
  for (let i = 0; i < labels.length; i++) {
    for (let k = 0; k < classes; k++) {
      const miss = probabilities[i * classes + k]! - (labels[i] === k ? 1 : 0)
      sum += miss * miss
    }
  }
  return sum / labels.length
}
