import { type FloatArray, fillNormal, gemm } from '@blasnet/native'
import type { Source } from './draw.ts'

export interface MatrixOptions {
  /** [rows, columns], written. */
  readonly out: FloatArray
  readonly rows: number
  readonly columns: number
  readonly gain: number
}

/** {@link orthogonalFrom} of normal random numbers: every orthogonal matrix is equally likely. */
export function orthogonalMatrix({ seed, stream, ...matrix }: MatrixOptions & Source): void {
  const vectors = new Float64Array(matrix.rows * matrix.columns)
  fillNormal({ out: vectors, mean: 0, standardDeviation: 1, seed, stream })
  orthogonalFrom(vectors, matrix)
}

/**
 * gain · Q of a QR decomposition, computed in float64: the rows of the matrix, or its columns where there are fewer of
 * them (both of a square one), are orthonormal but for the gain.
 *
 * @param vectors the rows of a matrix that has more columns than rows, and else the columns; overwritten
 */
export function orthogonalFrom(vectors: Float64Array, { out, rows, columns, gain }: MatrixOptions): void {
  const wide = rows < columns
  const [count, length] = wide ? [rows, columns] : [columns, rows]
  orthonormalise(vectors, count, length)
  const [rowStride, columnStride] = wide ? [length, 1] : [1, length]
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[row * columns + column] = gain * (vectors[row * rowStride + column * columnStride] as number)
    }
  }
}

/** Vectors that are projected by one matrix product. 2048 vectors of 2048 take 1.2 s, and 17 s one by one. */
const BLOCK = 32

/**
 * Makes `count` vectors of `length` numbers orthonormal, in place, by the Gram–Schmidt process. It divides by norms,
 * so R's diagonal is positive and its Q is the one and only: Householder reflections would need their signs changed.
 *
 * Every block is taken off the vectors before it twice. Once loses orthogonality as vectors come close to those before
 * them, which the last ones of a square matrix do; after a second time nothing is left but rounding (Giraud et al.
 * 2005, The loss of orthogonality in the Gram–Schmidt orthogonalization process).
 */
export function orthonormalise(vectors: Float64Array, count: number, length: number): void {
  const products = new Float64Array(BLOCK * count)
  for (let first = 0; first < count; first += BLOCK) {
    const size = Math.min(BLOCK, count - first)
    const earlier = vectors.subarray(0, first * length)
    const block = vectors.subarray(first * length, (first + size) * length)
    for (let pass = 0; pass < 2; pass++) {
      if (first > 0) project(block, size, earlier, first, length, products)
      for (let index = 0; index < size; index++) orthonormaliseVector(block, index, length)
    }
  }
}

/** block ← block − (block·earlierᵀ)·earlier */
function project(
  block: Float64Array,
  size: number,
  earlier: Float64Array,
  count: number,
  length: number,
  scratch: Float64Array,
): void {
  const products = scratch.subarray(0, size * count)
  gemm({ m: size, n: count, k: length, a: block, b: earlier, transposeB: true, c: products })
  gemm({ m: size, n: length, k: count, a: products, b: earlier, c: block, alpha: -1, beta: 1 })
}

/** Takes a vector off those before it in its block, one after the other, and scales it to length 1. */
function orthonormaliseVector(block: Float64Array, index: number, length: number): void {
  const vector = block.subarray(index * length, (index + 1) * length)
  for (let other = 0; other < index; other++) {
    const earlier = block.subarray(other * length, (other + 1) * length)
    const product = dot(vector, earlier)
    for (let i = 0; i < length; i++) vector[i] = (vector[i] as number) - product * (earlier[i] as number)
  }
  const norm = Math.sqrt(dot(vector, vector))
  for (let i = 0; i < length; i++) vector[i] = (vector[i] as number) / norm
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
