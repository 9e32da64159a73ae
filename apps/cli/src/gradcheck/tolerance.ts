/** Half the distance between 1 and the next float64. */
const UNIT_ROUNDOFF = 2 ** -53

/** The loss is a sum over a batch; measured on the study's networks its error is some 6 roundings, so ten times that. */
const ROUNDINGS = 64

/** The largest difference that still counts as agreement, and what it stands for. */
export interface Tolerance {
  readonly value: number
  readonly kind: 'truncation' | 'rounding'
}

/**
 * What a central difference is off by itself: ε² by the terms it leaves out, or, where ε is so small that this is
 * more, 64·2⁻⁵³·C/ε by the rounding of the loss C. Down to ε = 10⁻⁴ it is ε² for losses up to 100.
 */
export function gradientTolerance(epsilon: number, loss: number): Tolerance {
  const truncation = epsilon ** 2
  const rounding = (ROUNDINGS * UNIT_ROUNDOFF * Math.max(1, loss)) / epsilon
  return rounding > truncation ? { value: rounding, kind: 'rounding' } : { value: truncation, kind: 'truncation' }
}
