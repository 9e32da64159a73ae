import type { FloatArray } from '@blasnet/native'

/**
 * out[i] ← 1/(1 + e^−zᵢ), the probability of class 1, and the class that is more probable, 0 among equals. `logits` and
 * `out` are [count] and may be the same array. Returns the first logit that is not finite, −1 when all are.
 */
export function sigmoidRows(logits: FloatArray, out: FloatArray, labels: Uint32Array): number {
  for (let row = 0; row < labels.length; row++) {
    const logit = logits[row] as number
    if (!Number.isFinite(logit)) return row
    // Computed from e^−|z|, which cannot overflow.
    const e = Math.exp(-Math.abs(logit))
    out[row] = (logit < 0 ? e : 1) / (1 + e)
    labels[row] = Number(logit > 0)
  }
  return -1
}
