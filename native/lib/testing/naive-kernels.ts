import type { Activation, GemmOptions, InputArray, LabelArray } from '../addon-types.ts'

/**
 * The kernels as their formulas read, in float64 and on plain arrays. They share no code and no data layout with the
 * addon.
 */

/** α·op(A)·op(B) + β·C, all of C's storage (rows `ldc` apart). */
export function gemm(options: GemmOptions): number[] {
  const { m, n, k, a, b, c, transposeA = false, transposeB = false, alpha = 1, beta = 0 } = options
  const { lda = transposeA ? m : k, ldb = transposeB ? k : n, ldc = n } = options
  const out = Array.from(c)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let p = 0; p < k; p++) {
        sum += (transposeA ? a[p * lda + i]! : a[i * lda + p]!) * (transposeB ? b[j * ldb + p]! : b[p * ldb + j]!)
      }
      out[i * ldc + j] = alpha * sum + (beta === 0 ? 0 : beta * c[i * ldc + j]!)
    }
  }
  return out
}

export const activations = ['sigmoid', 'improved-sigmoid', 'tanh', 'relu', 'identity'] as const

/** f(z) */
export function activate(activation: Activation, z: number): number {
  switch (activation) {
    case 'sigmoid':
      return 1 / (1 + Math.exp(-z))
    case 'improved-sigmoid':
      return 1.7159 * Math.tanh((2 / 3) * z)
    case 'tanh':
      return Math.tanh(z)
    case 'relu':
      return Math.max(z, 0)
    case 'identity':
      return z
  }
}

/** f′(z), from z rather than from f(z): another way to the same number. */
export function derivative(activation: Activation, z: number): number {
  switch (activation) {
    case 'sigmoid':
      return Math.exp(-z) / (1 + Math.exp(-z)) ** 2
    case 'improved-sigmoid':
      return (1.7159 * (2 / 3)) / Math.cosh((2 / 3) * z) ** 2
    case 'tanh':
      return 1 / Math.cosh(z) ** 2
    case 'relu':
      return z > 0 ? 1 : 0
    case 'identity':
      return 1
  }
}

export interface LossAndGradient {
  readonly loss: number
  readonly correct: number
  readonly gradient: number[]
}

/** Mean over the batch of −log softmax(z)[label], and its gradient. */
export function softmaxCrossEntropy(logits: ArrayLike<number>, labels: LabelArray, classes: number): LossAndGradient {
  const result = { loss: 0, correct: 0, gradient: [] as number[] }
  const batch = labels.length
  for (let i = 0; i < batch; i++) {
    const row = Array.from({ length: classes }, (_, j) => logits[i * classes + j]!)
    const largest = Math.max(...row)
    const sum = row.reduce((total, z) => total + Math.exp(z - largest), 0)
    const label = labels[i]!
    result.loss += (largest + Math.log(sum) - row[label]!) / batch
    result.correct += row.indexOf(largest) === label ? 1 : 0
    row.forEach((z, j) => {
      result.gradient.push((Math.exp(z - largest) / sum - (j === label ? 1 : 0)) / batch)
    })
  }
  return result
}

/** Rows of `inputs` by index, normalised. */
export function gather(
  inputs: InputArray,
  features: number,
  indices: ArrayLike<number>,
  mean: number,
  standardDeviation: number,
): number[] {
  return Array.from(indices).flatMap(index =>
    Array.from({ length: features }, (_, j) => (inputs[index * features + j]! - mean) / standardDeviation),
  )
}
