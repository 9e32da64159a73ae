import { permutation } from '@blasnet/native'

/**
 * Orders draw from streams above those of the layers' weights, which start at 0: a network and a run of the same seed
 * then share no random numbers.
 */
const FIRST_STREAM = 2 ** 32

export interface BatchOrderOptions {
  readonly count: number
  readonly batchSize: number
  readonly shuffle: boolean
  readonly seed: number
}

/**
 * The samples of each epoch in the order they are seen, [steps per epoch · batchSize]; those of an incomplete last
 * batch are left out. Epochs draw from streams of their own, so an order depends on seed and epoch alone.
 */
export function batchOrder({ count, batchSize, shuffle, seed }: BatchOrderOptions): (epoch: number) => Uint32Array {
  const used = count - (count % batchSize)
  if (!shuffle) {
    const order = Uint32Array.from({ length: used }, (_, index) => index)
    return () => order
  }
  return epoch => permutation({ count, seed, stream: FIRST_STREAM + epoch }).subarray(0, used)
}
