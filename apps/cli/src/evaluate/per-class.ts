import type { ClassificationMetrics, ClassMetrics } from '@blasnet/core'

/** How a network did on the samples of one class. */
export interface ClassResult {
  readonly class: number
  readonly name?: string
  readonly count: number
  readonly correct: number
  /** correct / count, the recall; null without samples. */
  readonly accuracy: number | null
  /** Share of those taken for the class that are of it; null when none was. */
  readonly precision: number | null
  /** Harmonic mean of precision and recall; null without samples when none was taken for the class. */
  readonly f1: number | null
  /** The wrong class most often predicted, the lowest among equals; null when there was no mistake. */
  readonly mostOftenTakenFor: { readonly class: number; readonly times: number } | null
}

/**
 * Results of the classes that a data set has; the network may know more.
 *
 * @param classes number of classes of the data set
 */
export function perClass(
  { perClass: figures, confusion }: Pick<ClassificationMetrics, 'perClass' | 'confusion'>,
  { classes, classNames }: { classes: number; classNames?: readonly string[] | undefined },
): ClassResult[] {
  return figures.slice(0, classes).map((one: ClassMetrics) => {
    const { class: index, support, accuracy, precision, f1 } = one
    const row = confusion.counts.subarray(index * confusion.classes, (index + 1) * confusion.classes)
    const name = classNames?.[index]
    return {
      class: index,
      ...(name !== undefined && { name }),
      count: support,
      correct: row[index]!,
      accuracy: orNull(accuracy),
      precision: orNull(precision),
      f1: orNull(f1),
      mostOftenTakenFor: largestBut(row, index),
    }
  })
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

function largestBut(row: Uint32Array, without: number): ClassResult['mostOftenTakenFor'] {
  let best: { class: number; times: number } | null = null
  for (const [index, times] of row.entries()) {
    if (index !== without && times > (best?.times ?? 0)) best = { class: index, times }
  }
  return best
}
