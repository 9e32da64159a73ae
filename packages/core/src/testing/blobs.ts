import type { LabelledData } from '@blasnet/datasets'

export interface BlobsOptions {
  readonly count: number
  readonly features?: number
  readonly classes?: number
  /** Different data for every number. */
  readonly seed?: number
}

/** Bytes in clusters, one a class: easy enough that a small network learns them, noisy enough that it takes a while. */
export function blobs({ count, features = 6, classes = 3, seed = 1 }: BlobsOptions): LabelledData {
  const random = lehmer(seed)
  const inputs = new Uint8Array(count * features)
  const labels = new Uint8Array(count)
  for (let sample = 0; sample < count; sample++) {
    const label = sample % classes
    labels[sample] = label
    for (let feature = 0; feature < features; feature++) {
      const centre = feature % classes === label ? 150 : 80
      inputs[sample * features + feature] = Math.floor(centre + 90 * (random() - 0.5))
    }
  }
  return { inputs, labels }
}

/** Lehmer's generator with the constants of Park and Miller; U(0, 1). */
export function lehmer(seed: number): () => number {
  let state = (seed % 2147483646) + 1
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}
