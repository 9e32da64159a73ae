import type { TrueLabels } from './types.ts'

/** How often each class was taken for each. */
export interface ConfusionMatrix {
  readonly classes: number
  /** [classes, classes] row-major: row t, column p counts the samples of class t that were predicted to be p. */
  readonly counts: Uint32Array
}

/** Counts pairs of true and predicted class, both [count] and below `classes`. */
export function confusionMatrix(labels: TrueLabels, predicted: Uint32Array, classes: number): ConfusionMatrix {
  const counts = new Uint32Array(classes * classes)
  for (let i = 0; i < labels.length; i++) counts[labels[i]! * classes + predicted[i]!]! += 1
  return { classes, counts }
}
