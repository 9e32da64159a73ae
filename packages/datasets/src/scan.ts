import type { Inputs, Labels } from './dataset.ts'

/** Index of the first label outside 0 … classes − 1. */
export function firstInvalidLabel(labels: Labels, classes: number): number | undefined {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number
    if (label < 0 || label >= classes) return i
  }
  return undefined
}

export function largestLabel(labels: Labels): number {
  let largest = labels[0] as number
  for (let i = 1; i < labels.length; i++) {
    if ((labels[i] as number) > largest) largest = labels[i] as number
  }
  return largest
}

/** Index of the first NaN or infinity; bytes have none. */
export function firstNonFinite(inputs: Inputs): number | undefined {
  if (inputs instanceof Uint8Array) return undefined
  for (let i = 0; i < inputs.length; i++) {
    if (!Number.isFinite(inputs[i])) return i
  }
  return undefined
}
