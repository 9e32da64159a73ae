import type { ScoreGroup } from './descending.ts'
import { ratio } from './ratio.ts'

/**
 * Area under the ROC curve: the share of pairs of a positive and a negative sample in which the positive one has the
 * higher score, pairs of equal scores counting half. That is (R − P(P + 1)/2) / (P·N) with R the sum of the positives'
 * mid-ranks (Mann and Whitney 1947). NaN without positives or without negatives.
 *
 * @param groups from the highest score to the lowest
 */
export function rocAuc(groups: readonly ScoreGroup[]): number {
  let [positives, negatives, ordered] = [0, 0, 0]
  for (const group of groups) {
    ordered += group.negatives * (positives + group.positives / 2)
    positives += group.positives
    negatives += group.negatives
  }
  return ratio(ordered, positives * negatives)
}
