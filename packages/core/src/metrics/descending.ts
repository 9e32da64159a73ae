import type { TrueLabels, Values } from './types.ts'

/** Samples of one score: how many are positive and how many negative. */
export interface ScoreGroup {
  readonly positives: number
  readonly negatives: number
}

/** Samples grouped by their score, highest first, so that equal scores stand together. `labels` are 0 or 1. */
export function descendingGroups(scores: Values, labels: TrueLabels): ScoreGroup[] {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!)
  const groups: { positives: number; negatives: number }[] = []
  let last: number | undefined
  for (const i of order) {
    const score = scores[i]!
    if (score !== last) groups.push({ positives: 0, negatives: 0 })
    last = score
    const group = groups.at(-1)!
    if (labels[i] === 1) group.positives++
    else group.negatives++
  }
  return groups
}
