import type { ScoreGroup } from './descending.ts'
import { ratio } from './ratio.ts'

/**
 * Average precision Σₙ (Rₙ − Rₙ₋₁)·Pₙ, with precision and recall of the samples that score at least the nth highest
 * score: the area below the precision-recall curve drawn in steps. NaN without positives.
 *
 * @param groups from the highest score to the lowest
 */
export function averagePrecision(groups: readonly ScoreGroup[]): number {
  let [positives, taken, sum] = [0, 0, 0]
  for (const group of groups) {
    positives += group.positives
    taken += group.positives + group.negatives
    sum += (group.positives * positives) / taken
  }
  return ratio(sum, positives)
}
