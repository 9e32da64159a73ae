import type { DType } from '@blasnet/native'

/** Largest relative difference of two losses of the same step that rounding explains, after a hundred steps. */
export const lossTolerance: Readonly<Record<DType, number>> = { float32: 1e-3, float64: 1e-8 }

/** How a peer's losses compare with blasnet's. */
export type Agreement =
  /** Every loss within the tolerance. */
  | { readonly kind: 'same'; readonly compared: number; readonly largest: number }
  /** At least one is not. */
  | { readonly kind: 'differs'; readonly compared: number; readonly largest: number; readonly step: number }
  /** It computes another loss, known beforehand; that one goes down, or does not. */
  | { readonly kind: 'other-work'; readonly compared: number; readonly falls: boolean }

/** Compares the losses that both have, from the first on. A loss that is no number differs by infinity. */
export function compareLosses(ours: readonly number[], theirs: readonly number[], tolerance: number): Agreement {
  const compared = Math.min(ours.length, theirs.length)
  let largest = 0
  let step = -1
  for (let i = 0; i < compared; i++) {
    const difference = relativeDifference(ours[i] as number, theirs[i] as number)
    if (!(difference <= tolerance) && step === -1) step = i
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
  }
  // Nothing compared is nothing shown to be the same.
  if (compared === 0) return { kind: 'differs', compared, largest: Number.POSITIVE_INFINITY, step: 0 }
  return step === -1 ? { kind: 'same', compared, largest } : { kind: 'differs', compared, largest, step }
}

/** Whether the losses of the last third lie below those of the first, in the mean. */
export function lossesFall(losses: readonly number[]): boolean {
  const third = Math.max(1, Math.floor(losses.length / 3))
  const mean = (part: readonly number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length
  return losses.length >= 2 && mean(losses.slice(-third)) < mean(losses.slice(0, third))
}

function relativeDifference(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(Math.abs(a), 1e-12)
}
