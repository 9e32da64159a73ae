import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DType, FloatArray, GemmOptions } from './addon-types.ts'
import { gemm } from './kernels.ts'
import { arrayType, dtypes, guarded, guardsIntact, samples } from './testing/arrays.ts'
import { expectClose, toleranceOf } from './testing/close.ts'
import * as naive from './testing/naive-kernels.ts'

/** Runs `gemm` and compares all of C's storage, the gaps between its rows too, with the naive product. */
function expectProduct(options: GemmOptions): void {
  const expected = naive.gemm(options)
  gemm(options)
  expectClose(options.c, expected, toleranceOf(options.c) * Math.max(1, options.k / 16))
  expect(guardsIntact(options.c)).toBe(true)
}

function matrices(dtype: DType, a: number, b: number, c: number): Pick<GemmOptions, 'a' | 'b' | 'c'> {
  return { a: samples(dtype, a, 1), b: samples(dtype, b, 2), c: samples(dtype, c, 3) }
}

const shape = fc.record({
  dtype: fc.constantFrom(...dtypes),
  m: fc.integer({ min: 0, max: 37 }),
  n: fc.integer({ min: 0, max: 37 }),
  k: fc.integer({ min: 0, max: 37 }),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  alpha: fc.constantFrom(0, 1, -1, 0.75),
  beta: fc.constantFrom(0, 1, -0.5),
  gapA: fc.integer({ min: 0, max: 3 }),
  gapB: fc.integer({ min: 0, max: 3 }),
  gapC: fc.integer({ min: 0, max: 3 }),
})

describe.each(dtypes)('gemm in %s', dtype => {
  const numbers = (...values: number[]): FloatArray => {
    const array = guarded(dtype, values.length)
    array.set(values)
    return array
  }

  it('multiplies a product worked by hand', () => {
    const c = guarded(dtype, 4)
    gemm({ m: 2, n: 2, k: 3, a: numbers(1, 2, 3, 4, 5, 6), b: numbers(7, 8, 9, 10, 11, 12), c })
    expect([...c]).toEqual([58, 64, 139, 154])
  })

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('matches the naive product at odd sizes, A transposed: %s, B transposed: %s', (transposeA, transposeB) => {
    for (const [m, n, k] of [
      [1, 1, 1],
      [1, 9, 17],
      [33, 1, 5],
      [7, 13, 1],
      [31, 10, 65],
      [32, 64, 129],
      [101, 37, 43],
    ] as const) {
      expectProduct({ m, n, k, transposeA, transposeB, ...matrices(dtype, m * k, k * n, m * n) })
      const scaled = { transposeA, transposeB, alpha: -1.5, beta: 0.25, lda: 140, ldb: 141, ldc: 142 }
      expectProduct({ m, n, k, ...scaled, ...matrices(dtype, 140 * 140, 141 * 141, 142 * 142) })
    }
  })

  it('matches the naive product where it is long enough to be cut into parts', () => {
    expectProduct({ m: 32, n: 10, k: 4001, ...matrices(dtype, 32 * 4001, 10 * 4001, 320) })
    expectProduct({
      m: 785,
      n: 64,
      k: 33,
      transposeA: true,
      beta: 0.9,
      ...matrices(dtype, 785 * 33, 64 * 33, 785 * 64),
    })
  })

  it('only writes C when beta is 0, so that NaN in it does not survive', () => {
    const c = guarded(dtype, 4).fill(Number.NaN)
    gemm({ m: 2, n: 2, k: 1, a: numbers(1, 2), b: numbers(3, 4), c })
    expect([...c]).toEqual([3, 4, 6, 8])
    c.fill(Number.NaN)
    gemm({ m: 2, n: 2, k: 1, a: numbers(1, 2), b: numbers(3, 4), c, beta: 1 })
    expect([...c]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  })

  it('carries NaN and infinity of A and B into C', () => {
    const c = guarded(dtype, 2)
    gemm({ m: 2, n: 1, k: 2, a: numbers(Number.NaN, 1, Number.POSITIVE_INFINITY, 1), b: numbers(1, 1), c })
    expect([...c]).toEqual([Number.NaN, Number.POSITIVE_INFINITY])
  })

  it('scales C where k is 0, and does nothing where m or n is', () => {
    const nothing = guarded(dtype, 0)
    const c = numbers(2, 4)
    gemm({ m: 1, n: 2, k: 0, a: nothing, b: nothing, c, beta: 0.5 })
    expect([...c]).toEqual([1, 2])
    gemm({ m: 1, n: 2, k: 0, a: nothing, b: nothing, c })
    expect([...c]).toEqual([0, 0])
    c.fill(7)
    gemm({ m: 0, n: 2, k: 3, a: nothing, b: samples(dtype, 6), c })
    gemm({ m: 1, n: 0, k: 3, a: samples(dtype, 3), b: nothing, c })
    expect([...c]).toEqual([7, 7])
  })

  it('takes undefined for the default of an option', () => {
    const c = numbers(9)
    const defaults = { transposeA: undefined, transposeB: undefined, alpha: undefined, beta: undefined, lda: undefined }
    const options = { m: 1, n: 1, k: 1, a: numbers(3), b: numbers(5), c, ...defaults, ldb: undefined, ldc: undefined }
    gemm(options as unknown as GemmOptions)
    expect([...c]).toEqual([15])
  })

  it('lets A and B be the same memory, and all of them lie in one SharedArrayBuffer', () => {
    const Matrix = arrayType(dtype)
    const memory = new SharedArrayBuffer(8 * Matrix.BYTES_PER_ELEMENT)
    const a = new Matrix(memory, 0, 4)
    const c = new Matrix(memory, 4 * Matrix.BYTES_PER_ELEMENT, 4)
    a.set([1, 2, 3, 4])
    gemm({ m: 2, n: 2, k: 2, a, b: a, c })
    expect([...c]).toEqual([7, 10, 15, 22])
  })

  it('leaves what lies behind the last row alone', () => {
    const c = samples(dtype, 20, 3)
    const before = [...c]
    gemm({ m: 2, n: 3, k: 4, ...matrices(dtype, 8, 12, 0), c, ldc: 5 })
    expect([...c.subarray(3, 5)]).toEqual(before.slice(3, 5))
    expect([...c.subarray(8)]).toEqual(before.slice(8))
  })
})

it('gemm matches the naive product for any shape, transposition, scaling and gaps between rows', () => {
  fc.assert(
    fc.property(shape, ({ dtype, m, n, k, transposeA, transposeB, alpha, beta, gapA, gapB, gapC }) => {
      const [aRows, aColumns] = transposeA ? [k, m] : [m, k]
      const [bRows, bColumns] = transposeB ? [n, k] : [k, n]
      const [lda, ldb, ldc] = [Math.max(1, aColumns + gapA), Math.max(1, bColumns + gapB), Math.max(1, n + gapC)]
      expectProduct({
        ...{ m, n, k, transposeA, transposeB, alpha, beta, lda, ldb, ldc },
        ...matrices(dtype, aRows * lda, bRows * ldb, m * ldc),
      })
    }),
    { numRuns: 300 },
  )
})

it('gemm computes (AB)ᵀ = BᵀAᵀ', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      (m, n, k) => {
        const { a, b } = matrices('float64', m * k, k * n, 0)
        const product = guarded('float64', m * n)
        const transposed = guarded('float64', n * m)
        gemm({ m, n, k, a, b, c: product })
        gemm({ m: n, n: m, k, a: b, b: a, transposeA: true, transposeB: true, c: transposed })
        expectClose(
          transposed,
          Array.from({ length: n * m }, (_, i) => product[(i % m) * n + Math.floor(i / m)]!),
          1e-13,
        )
      },
    ),
  )
})
