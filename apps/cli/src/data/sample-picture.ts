import type { Dataset } from '@blasnet/datasets'
import type { Picture } from '../terminal/picture.ts'

/**
 * One sample as a picture, or undefined when the data set holds no pictures. Bytes are shown as they are, other
 * values from the sample's smallest (black) to its largest (white).
 */
export function samplePicture({ image, features, inputs }: Dataset, index: number): Picture | undefined {
  if (image === undefined) return undefined
  const values = inputs.subarray(index * features, (index + 1) * features)
  return { ...image, pixels: values instanceof Uint8Array ? values : stretched(values) }
}

function stretched(values: Float32Array | Float64Array): Float64Array {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const scale = high > low ? 255 / (high - low) : 0
  return Float64Array.from(values, value => (value - low) * scale)
}
