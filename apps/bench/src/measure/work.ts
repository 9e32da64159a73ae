import type { DType } from '@blasnet/native'

/**
 * Floating-point operations of one sample in one training step, counting the matrix products only: forward and weight
 * gradient of every layer, input gradient of every layer but the first. 204.5 thousand for 784-64-10.
 */
export function flopsPerSample(widths: readonly number[]): number {
  return products(widths).reduce((sum, product, layer) => sum + (layer === 0 ? 2 : 3) * product, 0)
}

/** The same for a forward pass: 101.6 thousand for 784-64-10. */
export function forwardFlopsPerSample(widths: readonly number[]): number {
  return products(widths).reduce((sum, product) => sum + product, 0)
}

/**
 * Bytes that a training step has to move even if nothing of the step before were still in a cache, and nothing of this
 * one ever left it: the batch's inputs (bytes) once, every weight and every velocity read and written once.
 */
export function bytesPerStep(widths: readonly number[], batchSize: number, dtype: DType): number {
  return batchSize * (widths[0] as number) + 4 * weightBytes(widths, dtype)
}

/** The same for a forward pass: the inputs and every weight, once. */
export function bytesPerForwardPass(widths: readonly number[], batchSize: number, dtype: DType): number {
  return batchSize * (widths[0] as number) + weightBytes(widths, dtype)
}

export function bytesOf(dtype: DType): number {
  return dtype === 'float32' ? 4 : 8
}

/** Weights of all layers, biases aside. */
export function weightCount(widths: readonly number[]): number {
  return products(widths).reduce((sum, product) => sum + product / 2, 0)
}

function weightBytes(widths: readonly number[], dtype: DType): number {
  return weightCount(widths) * bytesOf(dtype)
}

/** Multiplications and additions of one row by each layer's weight. */
function products(widths: readonly number[]): number[] {
  return widths.slice(1).map((units, layer) => 2 * (widths[layer] as number) * units)
}
