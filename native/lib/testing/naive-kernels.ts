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

/** Every kind, those with a parameter also with another than the default. */
export const activations = [
  ...(['sigmoid', 'improved-sigmoid', 'tanh', 'relu', 'leaky-relu'] as const),
  ...(['elu', 'gelu', 'silu', 'softplus', 'identity'] as const),
  { kind: 'leaky-relu', slope: 0.25 },
  { kind: 'leaky-relu', slope: 0 },
  { kind: 'elu', alpha: 2.5 },
] as const satisfies readonly Activation[]

/** f(z) */
export function activate(activation: Activation, z: number): number {
  const { kind, slope, alpha } = spelledOut(activation)
  switch (kind) {
    case 'sigmoid':
      return 1 / (1 + Math.exp(-z))
    case 'improved-sigmoid':
      return 1.7159 * Math.tanh((2 / 3) * z)
    case 'tanh':
      return Math.tanh(z)
    case 'relu':
      return Math.max(z, 0)
    case 'leaky-relu':
      return z > 0 ? z : slope * z
    case 'elu':
      return z > 0 ? z : alpha * Math.expm1(z)
    case 'gelu':
      return z * normalProbability(z)
    case 'silu':
      return z / (1 + Math.exp(-z))
    case 'softplus':
      return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z))
    case 'identity':
      return z
  }
}

/** f′(z), from z rather than from f(z): another way to the same number. */
export function derivative(activation: Activation, z: number): number {
  const { kind, slope, alpha } = spelledOut(activation)
  switch (kind) {
    case 'sigmoid':
      return Math.exp(-z) / (1 + Math.exp(-z)) ** 2
    case 'improved-sigmoid':
      return (1.7159 * (2 / 3)) / Math.cosh((2 / 3) * z) ** 2
    case 'tanh':
      return 1 / Math.cosh(z) ** 2
    case 'relu':
      return z > 0 ? 1 : 0
    case 'leaky-relu':
      return z > 0 ? 1 : slope
    case 'elu':
      return z > 0 ? 1 : alpha * Math.exp(z)
    case 'gelu':
      return normalProbability(z) + z * normalDensity(z)
    case 'silu': {
      const s = 1 / (1 + Math.exp(-z))
      return s * (1 + z * (1 - s))
    }
    case 'softplus':
      return 1 / (1 + Math.exp(-z))
    case 'identity':
      return 1
  }
}

/** Whether f′ is had from z; from f(z) otherwise. */
export const derivesFromInput = (activation: Activation): boolean => activation === 'gelu' || activation === 'silu'

/** Kind and parameters, defaults where there are none. */
export const spelledOut = (activation: Activation) => ({
  ...{ slope: 0.01, alpha: 1 },
  ...(typeof activation === 'string' ? { kind: activation } : activation),
})

const normalDensity = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/** Φ(z) = 1/2 + φ(z)·(z + z³/3 + z⁵/15 + …): all terms of one sign, so that only the last sum can cancel. */
function normalProbability(z: number): number {
  if (Math.abs(z) > 9) return z > 0 ? 1 : 0
  let term = z
  let sum = z
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
    term *= (z * z) / n
    sum += term
  }
  return 0.5 + normalDensity(z) * sum
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
