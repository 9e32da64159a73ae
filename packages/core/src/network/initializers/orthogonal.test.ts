import { readFileSync } from 'node:fs'
import { fillNormal } from '@blasnet/native'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orthogonalFrom, orthogonalMatrix, orthonormalise } from './orthogonal.ts'

interface Sample {
  readonly rows: number
  readonly columns: number
  readonly gain: number
  /** Normal random numbers, [min(rows, columns), max(rows, columns)]. */
  readonly vectors: readonly number[]
  /** What PyTorch makes of them, [rows, columns]. */
  readonly weight: readonly number[]
}

const torch: { readonly orthogonal: readonly Sample[] } = JSON.parse(
  readFileSync(new URL('fixtures/pytorch.json', import.meta.url), 'utf8'),
)

function matrix(rows: number, columns: number, { gain = 1, seed = 1 } = {}): Float64Array {
  const out = new Float64Array(rows * columns)
  orthogonalMatrix({ out, rows, columns, gain, seed, stream: 0 })
  return out
}

/** Largest |(W·Wᵀ − gain²·I)| for a wide matrix, |Wᵀ·W − gain²·I| for a tall one. */
function departure(weight: Float64Array, rows: number, columns: number, gain: number): number {
  const [count, length] = rows <= columns ? [rows, columns] : [columns, rows]
  const at = (vector: number, i: number) => weight[rows <= columns ? vector * columns + i : i * columns + vector]!
  let worst = 0
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0
      for (let i = 0; i < length; i++) product += at(a, i) * at(b, i)
      worst = Math.max(worst, Math.abs(product - (a === b ? gain ** 2 : 0)))
    }
  }
  return worst
}

/** The largest |a[i] − b[i]|. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  return Array.from(a).reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0)
}

describe('orthogonalMatrix', () => {
  it.each([
    [1, 1, 1],
    [1, 9, 1],
    [9, 1, 2],
    [33, 33, 1],
    [64, 200, 1],
    [200, 65, Math.SQRT2],
    [300, 300, 1],
  ])('%i × %i with gain %f is orthogonal', (rows, columns, gain) => {
    expect(departure(matrix(rows, columns, { gain }), rows, columns, gain)).toBeLessThan(1e-12)
  })

  it('is orthogonal for every shape, seed and gain', () => {
    const size = fc.integer({ min: 1, max: 70 })
    const gain = fc.double({ min: 1e-3, max: 10, noNaN: true })
    fc.assert(
      fc.property(size, size, gain, fc.nat(), (rows, columns, gain, seed) => {
        expect(departure(matrix(rows, columns, { gain, seed }), rows, columns, gain)).toBeLessThan(1e-12 * gain ** 2)
      }),
      { numRuns: 60 },
    )
  })

  it.each(torch.orthogonal)('is what PyTorch makes of the same numbers, $rows × $columns', sample => {
    const { rows, columns, gain, vectors, weight } = sample
    const out = new Float64Array(weight.length)
    orthogonalFrom(Float64Array.from(vectors), { out, rows, columns, gain })
    expect(distance(out, weight)).toBeLessThan(1e-12)
  })

  it('comes from the normal numbers of its stream, with a positive diagonal of R', () => {
    for (const [rows, columns] of [
      [5, 8],
      [8, 5],
    ] as const) {
      const drawn = new Float64Array(40)
      fillNormal({ out: drawn, mean: 0, standardDeviation: 1, seed: 4, stream: 0 })
      const weight = matrix(rows, columns, { seed: 4 })
      for (let vector = 0; vector < 5; vector++) {
        const numbers = drawn.subarray(vector * 8, (vector + 1) * 8)
        const own = numbers.map((_, i) => weight[rows === 5 ? vector * 8 + i : i * 5 + vector]!)
        // R[j, j] = ⟨q_j, a_j⟩; the first vector is only scaled.
        expect(own.reduce((sum, q, i) => sum + q * numbers[i]!, 0)).toBeGreaterThan(0)
        if (vector === 0)
          expect(
            distance(
              own,
              numbers.map(x => x / Math.hypot(...numbers)),
            ),
          ).toBeLessThan(1e-15)
      }
    }
  })

  it('takes every rotation and reflection of the plane equally often', () => {
    const samples = 4000
    const octants = new Array<number>(8).fill(0)
    let rotations = 0
    for (let seed = 0; seed < samples; seed++) {
      const [a, b, c, d] = matrix(2, 2, { seed }) as unknown as [number, number, number, number]
      octants[Math.min(7, Math.floor(((Math.atan2(b, a) + Math.PI) / (2 * Math.PI)) * 8))]! += 1
      if (a * d - b * c > 0) rotations += 1
    }
    const chiSquare = octants.reduce((sum, n) => sum + (n - samples / 8) ** 2 / (samples / 8), 0)
    // Seven degrees of freedom exceed this once in a thousand times.
    expect(chiSquare).toBeLessThan(24.32)
    expect(Math.abs(rotations - samples / 2)).toBeLessThan(4 * Math.sqrt(samples / 4))
  })

  it('is computed in float64 and rounded once', () => {
    const out = new Float32Array(40 * 50)
    orthogonalMatrix({ out, rows: 40, columns: 50, gain: 1.5, seed: 2, stream: 7 })
    const exact = new Float64Array(40 * 50)
    orthogonalMatrix({ out: exact, rows: 40, columns: 50, gain: 1.5, seed: 2, stream: 7 })
    expect(out).toEqual(Float32Array.from(exact))
  })
})

it('orthonormalise keeps 1e-12 where the vectors are nearly dependent', () => {
  const [count, length] = [40, 60]
  const vectors = new Float64Array(count * length)
  fillNormal({ out: vectors, mean: 0, standardDeviation: 1e-7, seed: 3, stream: 0 })
  // All of them close to one direction.
  for (let i = 0; i < vectors.length; i++) vectors[i]! += Math.sin(i % length)
  orthonormalise(vectors, count, length)
  expect(departure(vectors, count, length, 1)).toBeLessThan(1e-12)
})
