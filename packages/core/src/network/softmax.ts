import type { FloatArray } from '@blasnet/native'

/**
 * softmax(z)ᵢ = exp(zᵢ − max z) / Σⱼ exp(zⱼ − max z), row by row.
 *
 * `logits` and `out` are [rows, classes] and may be the same array; `labels` [rows] gets the index of the largest
 * logit, the first among equals. Returns the first row with a logit that is not finite, −1 when all are.
 */
export function softmaxRows(logits: FloatArray, classes: number, out: FloatArray, labels: Uint32Array): number {
  for (let row = 0, start = 0; row < labels.length; row++, start += classes) {
    let best = 0
    let largest = logits[start] as number
    for (let unit = 0; unit < classes; unit++) {
      const logit = logits[start + unit] as number
      if (!Number.isFinite(logit)) return row
      if (logit > largest) {
        largest = logit
        best = unit
      }
    }
    let sum = 0
    for (let unit = 0; unit < classes; unit++) {
      const exponential = Math.exp((logits[start + unit] as number) - largest)
      out[start + unit] = exponential
      sum += exponential
    }
    for (let unit = 0; unit < classes; unit++) out[start + unit]! /= sum
    labels[row] = best
  }
  return -1
}
