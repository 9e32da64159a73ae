import type { Labels } from '@blasnet/datasets'

/** How a network did on the samples of one class. */
export interface ClassResult {
  readonly class: number
  readonly name?: string
  readonly count: number
  readonly correct: number
  /** correct / count; null without samples. */
  readonly accuracy: number | null
  /** The wrong class most often predicted, the lowest among equals; null when there was no mistake. */
  readonly mostOftenTakenFor: { readonly class: number; readonly times: number } | null
}

/**
 * Results of each class.
 *
 * @param labels true classes, [count], each below `classes`
 * @param predicted [count], each below `units`
 * @param units classes that the network knows
 */
export function perClass(
  labels: Labels,
  predicted: Uint32Array,
  { classes, units, classNames }: { classes: number; units: number; classNames?: readonly string[] | undefined },
): ClassResult[] {
  const confusion = new Uint32Array(classes * units)
  for (let i = 0; i < labels.length; i++) confusion[labels[i]! * units + predicted[i]!]! += 1
  return Array.from({ length: classes }, (_, index) => {
    const row = confusion.subarray(index * units, (index + 1) * units)
    const count = row.reduce((sum, times) => sum + times, 0)
    const correct = row[index]!
    const name = classNames?.[index]
    return {
      class: index,
      ...(name !== undefined && { name }),
      count,
      correct,
      accuracy: count === 0 ? null : correct / count,
      mostOftenTakenFor: largestBut(row, index),
    }
  })
}

function largestBut(row: Uint32Array, without: number): ClassResult['mostOftenTakenFor'] {
  let best: { class: number; times: number } | null = null
  for (const [index, times] of row.entries()) {
    if (index !== without && times > (best?.times ?? 0)) best = { class: index, times }
  }
  return best
}
