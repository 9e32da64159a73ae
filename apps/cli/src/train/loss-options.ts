import type { Labels, LossOptions } from '@blasnet/core'
import type { ClassWeights } from '../config/loss.ts'
import type { Settings } from '../config/settings.ts'

/** The labels that are trained on, and how many classes there are. */
export interface LabelledClasses {
  readonly labels: Labels
  readonly classes: number
}

/** The loss of the settings as core takes it. */
export function lossOptions(
  { loss, labelSmoothing, classWeights }: Pick<Settings, 'loss' | 'labelSmoothing' | 'classWeights'>,
  data: LabelledClasses,
): LossOptions {
  if (loss.kind !== 'softmax-cross-entropy') return loss
  return {
    ...loss,
    ...(labelSmoothing > 0 && { labelSmoothing }),
    ...(classWeights !== null && { classWeights: weightsOf(classWeights, data) }),
  }
}

/**
 * The weight of each class. Balanced: n / (classes · n_c), with which every class counts as much as any other and a sample
 * counts 1 on average; 1 for a class without samples.
 */
export function weightsOf(weights: ClassWeights, { labels, classes }: LabelledClasses): readonly number[] {
  if (weights !== 'balanced') return weights
  const counts = new Array<number>(classes).fill(0)
  for (const label of labels) counts[label]!++
  const present = counts.filter(count => count > 0).length
  return counts.map(count => (count === 0 ? 1 : labels.length / (present * count)))
}
