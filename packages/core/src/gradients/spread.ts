import type { ParameterTensor } from '../network/architecture.ts'

/**
 * Picks `count` parameters, an equal share from every tensor and evenly spaced within it; a tensor too small for its
 * share gives all it has, and the others share the rest. Returns one list of indices into all parameters for each
 * tensor, ascending.
 *
 * `count` must be between the number of tensors and the number of parameters.
 */
export function spreadOver(tensors: readonly ParameterTensor[], count: number): Uint32Array[] {
  const shares = new Map<ParameterTensor, number>()
  let left = count
  // Smallest first: what a small tensor leaves over is then known before the larger ones are asked.
  const ascending = [...tensors].sort((a, b) => a.length - b.length)
  for (const [index, tensor] of ascending.entries()) {
    const share = Math.min(tensor.length, Math.floor(left / (tensors.length - index)))
    shares.set(tensor, share)
    left -= share
  }
  return tensors.map(tensor => {
    const share = shares.get(tensor)!
    return Uint32Array.from(
      { length: share },
      (_, index) => tensor.offset + Math.floor((index * tensor.length) / share),
    )
  })
}
