import { ratio } from './ratio.ts'
import type { TrueLabels, Values } from './types.ts'

/** Samples whose largest probability lies in (low, high]; 0 itself belongs to the first bin. */
export interface CalibrationBin {
  readonly low: number
  readonly high: number
  readonly count: number
  /** Mean of the largest probability; NaN without samples. */
  readonly confidence: number
  /** Share of samples that are right; NaN without samples. */
  readonly accuracy: number
}

/** How far a network is as sure as it is right. */
export interface Calibration {
  /** Expected calibration error: Σ over bins of count / n · |accuracy − confidence|, from 0 to 1. */
  readonly error: number
  /** Bins of equal width from 0 to 1, for a reliability diagram. */
  readonly bins: readonly CalibrationBin[]
}

/** Expected calibration error in `bins` bins of the probability of the predicted class (Guo et al. 2017). */
export function calibration(
  { probabilities, classes, labels }: { probabilities: Values; classes: number; labels: TrueLabels },
  predicted: Uint32Array,
  bins: number,
): Calibration {
  const counts = new Float64Array(bins)
  const sums = new Float64Array(bins)
  const right = new Float64Array(bins)
  for (let i = 0; i < labels.length; i++) {
    const confidence = probabilities[i * classes + predicted[i]!]!
    const bin = binOf(confidence, bins)
    counts[bin]! += 1
    sums[bin]! += confidence
    if (predicted[i] === labels[i]) right[bin]! += 1
  }
  let gaps = 0
  for (let bin = 0; bin < bins; bin++) gaps += Math.abs(right[bin]! - sums[bin]!)
  return {
    error: gaps / labels.length,
    bins: Array.from({ length: bins }, (_, bin) => ({
      low: bin / bins,
      high: (bin + 1) / bins,
      count: counts[bin]!,
      confidence: ratio(sums[bin]!, counts[bin]!),
      accuracy: ratio(right[bin]!, counts[bin]!),
    })),
  }
}

/** The bin whose edges, as they are reported, hold the value: ⌈value · bins⌉ − 1 but for rounding. */
function binOf(value: number, bins: number): number {
  const bin = Math.min(bins - 1, Math.max(0, Math.ceil(value * bins) - 1))
  if (bin > 0 && value <= bin / bins) return bin - 1
  return value > (bin + 1) / bins ? bin + 1 : bin
}
