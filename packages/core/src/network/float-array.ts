import type { DType, FloatArray } from '@blasnet/native'
import type { ParameterTensor } from './architecture.ts'

/** Zeros of the element type. */
export function floatArray(dtype: DType, length: number): FloatArray {
  return dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
}

/** Index of the first NaN or infinity, −1 when there is none. */
export function indexOfNonFinite(values: FloatArray): number {
  // x − x is 0 for every finite x and NaN for the rest; measurably faster than a call per element.
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    if (value - value !== 0) return index
  }
  return -1
}

/** The first value that is NaN or infinite, and the name of the tensor it is in. */
export function firstNonFinite(
  values: FloatArray,
  tensors: readonly ParameterTensor[],
): { readonly tensor: string; readonly value: number } | undefined {
  const index = indexOfNonFinite(values)
  if (index < 0) return undefined
  const tensor = tensors.find(({ offset, length }) => index >= offset && index < offset + length)
  return { tensor: (tensor as ParameterTensor).name, value: values[index] as number }
}
