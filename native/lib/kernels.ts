import { addon } from './addon.ts'
import type {
  Activation,
  FloatArray,
  GatherOptions,
  GemmOptions,
  SgdOptions,
  SoftmaxCrossEntropyOptions,
  SoftmaxCrossEntropyResult,
} from './addon-types.ts'

/**
 * General matrix product C ← α·op(A)·op(B) + β·C in place, row-major, through OpenBLAS on the calling thread.
 *
 * @throws TypeError or RangeError naming the argument: wrong array type, too short for its shape, detached, C
 *   overlapping A or B, a size that is no integer from 0 to 2³¹ − 1.
 * @example
 * const c = new Float32Array(4)
 * gemm({ m: 2, n: 2, k: 2, a: Float32Array.of(1, 2, 3, 4), b: Float32Array.of(1, 0, 0, 1), c })
 * // c is [1, 2, 3, 4]
 */
export function gemm<A extends FloatArray>(options: GemmOptions<A>): void {
  addon.gemm(options)
}

/** y = f(z), element-wise. `y` defaults to a new array; it may be `z` itself. Returns `y`. */
export function activate<A extends FloatArray>(activation: Activation, z: A, y: A = sameKind(z)): A {
  addon.activate(activation, z, y)
  return y
}

/**
 * dz = dy ⊙ f′(z), element-wise, with f′ computed from `saved`: z for `gelu` and `silu`, y = f(z) for all others. `dz`
 * defaults to a new array; it may be `dy` or `saved`. Returns `dz`.
 */
export function activateBackward<A extends FloatArray>(
  activation: Activation,
  saved: A,
  dy: A,
  dz: A = sameKind(saved),
): A {
  addon.activateBackward(activation, saved, dy, dz)
  return dz
}

/** 1/(1 + e^−z), element-wise; see {@link activate}. */
export const sigmoid = <A extends FloatArray>(z: A, y?: A): A => activate('sigmoid', z, y)

/** 1.7159·tanh(2z/3), element-wise (LeCun et al., Efficient BackProp, 4.4); see {@link activate}. */
export const improvedSigmoid = <A extends FloatArray>(z: A, y?: A): A => activate('improved-sigmoid', z, y)

/** tanh(z), element-wise; see {@link activate}. */
export const tanh = <A extends FloatArray>(z: A, y?: A): A => activate('tanh', z, y)

/** max(0, z), element-wise; see {@link activate}. */
export const relu = <A extends FloatArray>(z: A, y?: A): A => activate('relu', z, y)

/**
 * Softmax cross-entropy from logits, mean over the batch, and its gradient when `gradient` is given.
 *
 * @throws TypeError or RangeError naming the argument, a label out of range among them (`labels[17]`).
 */
export function softmaxCrossEntropy(options: SoftmaxCrossEntropyOptions): SoftmaxCrossEntropyResult {
  return addon.softmaxCrossEntropy(options)
}

/** One step of stochastic gradient descent in place: v ← g + γ·v; w ← w − α·v. */
export function sgd<A extends FloatArray>(options: SgdOptions<A>): void {
  addon.sgd(options)
}

/** Copies rows by index and normalises them: out[i, j] = (inputs[indices[i], j] − mean)/standardDeviation. */
export function gather(options: GatherOptions): void {
  addon.gather(options)
}

function sameKind<A extends FloatArray>(array: A): A {
  // Anything that is no float array is left to the addon, whose error names the argument. A proxy of one is none.
  if (!ArrayBuffer.isView(array)) return array
  if (array instanceof Float32Array) return new Float32Array(array.length) as A
  if (array instanceof Float64Array) return new Float64Array(array.length) as A
  return array
}
