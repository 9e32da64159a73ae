import type { Prediction } from '@blasnet/core'
import type { Labels } from '@blasnet/datasets'
import { classProbabilities } from '../models/class-probabilities.ts'

/** A sample that was taken for another class. */
export interface Mistake {
  /** Of the sample in its data set. */
  readonly index: number
  readonly label: number
  readonly predicted: number
  /** Given to the predicted class. */
  readonly probability: number
  /** Given to the true class: the loss of the sample is −ln of it. */
  readonly labelProbability: number
}

/** The `count` mistakes of the highest loss, highest first, and the first among equals. */
export function worstMistakes(
  labels: Labels,
  prediction: Pick<Prediction, 'labels' | 'probabilities' | 'units'>,
  count: number,
): Mistake[] {
  const { classes, probabilities } = classProbabilities(prediction)
  const mistakes: Mistake[] = []
  for (let index = 0; index < labels.length; index++) {
    const [label, predicted] = [labels[index]!, prediction.labels[index]!]
    if (label === predicted) continue
    const [probability, labelProbability] = [predicted, label].map(unit => probabilities[index * classes + unit]!) as [
      number,
      number,
    ]
    mistakes.push({ index, label, predicted, probability, labelProbability })
  }
  return mistakes.sort((a, b) => a.labelProbability - b.labelProbability || a.index - b.index).slice(0, count)
}
