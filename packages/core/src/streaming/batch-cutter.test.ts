import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckedData } from '../data/check-data.ts'
import { BatchCutter } from './batch-cutter.ts'

/** `count` samples of two features from number `first` on; sample i is (i, −i) of class i mod 5, with weight i. */
function samples(first: number, count: number, make: (values: number[]) => CheckedData['inputs']): CheckedData {
  const numbers = Array.from({ length: count }, (_, i) => first + i)
  return {
    count,
    inputs: make(numbers.flatMap(i => [i, i + 100])),
    labels: Uint8Array.from(numbers, i => i % 5),
    sampleWeights: Float64Array.from(numbers),
  }
}

const bytes = (values: number[]) => Uint8Array.from(values)
const floats = (values: number[]) => Float32Array.from(values)
const doubles = (values: number[]) => Float64Array.from(values)

/** The inputs of every batch, in order. */
function batchesOf(cutter: BatchCutter, size: number, pieces: readonly CheckedData[]): number[][] {
  return pieces.flatMap(piece =>
    cutter.cut(piece).flatMap(({ data, first, batches }) =>
      Array.from({ length: batches }, (_, b) => {
        const [from, to] = [first + b * size, first + (b + 1) * size]
        expect([...data.labels!.subarray(from, to)]).toEqual(
          [...data.inputs.subarray(2 * from, 2 * to)].filter((_, i) => i % 2 === 0).map(i => i % 5),
        )
        expect([...data.sampleWeights!.subarray(from, to)]).toEqual(
          [...data.inputs.subarray(2 * from, 2 * to)].filter((_, i) => i % 2 === 0),
        )
        return [...data.inputs.subarray(2 * from, 2 * to)]
      }),
    ),
  )
}

test('batches are those of one piece, however it is cut and of whatever type the parts are', () => {
  const parts = fc.array(
    fc.record({ count: fc.integer({ min: 1, max: 9 }), make: fc.constantFrom(bytes, floats, doubles) }),
  )
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 8 }), (cut, size) => {
      let first = 0
      const pieces = cut.map(({ count, make }) => {
        first += count
        return samples(first - count, count, make)
      })
      fc.pre(first <= 150)
      const whole = samples(0, first, bytes)
      const expected = Array.from({ length: Math.floor(first / size) }, (_, b) => [
        ...whole.inputs.subarray(2 * b * size, 2 * (b + 1) * size),
      ])
      const cutter = new BatchCutter(size)
      expect(batchesOf(cutter, size, pieces)).toEqual(expected)
      expect(cutter.bytes > 0).toBe(first % size > 0)
    }),
  )
})

test('a batch within a piece is read where it is; one across pieces keeps their type, or is of doubles', () => {
  const cutter = new BatchCutter(4)
  const piece = samples(0, 10, floats)
  const [cut] = cutter.cut(piece)
  expect(cut).toEqual({ data: piece, first: 0, batches: 2 })
  expect(cut!.data).toBe(piece)
  // Two samples of 2 floats, a label of 4 bytes and a weight of 8.
  expect(cutter.bytes).toBe(2 * (8 + 4 + 8))
  expect(cutter.cut(samples(10, 2, floats))[0]!.data.inputs).toBeInstanceOf(Float32Array)
  cutter.cut(samples(12, 3, bytes))
  expect(cutter.cut(samples(15, 1, bytes))[0]!.data.inputs).toBeInstanceOf(Uint8Array)
  cutter.cut(samples(16, 3, bytes))
  const mixed = cutter.cut(samples(19, 1, floats))[0]!.data.inputs
  expect(mixed).toEqual(Float64Array.of(16, 116, 17, 117, 18, 118, 19, 119))
})

test('samples left over are copied: what becomes of their piece does not matter', () => {
  const cutter = new BatchCutter(4)
  const piece = samples(0, 3, floats)
  expect(cutter.cut(piece)).toEqual([])
  piece.inputs.fill(9)
  expect([...cutter.cut(samples(3, 1, floats))[0]!.data.inputs]).toEqual([0, 100, 1, 101, 2, 102, 3, 103])
})

test('a piece without weights counts 1 each beside one with weights', () => {
  const cutter = new BatchCutter(2)
  const { sampleWeights: _, ...plain } = samples(0, 1, bytes)
  cutter.cut(plain)
  expect(cutter.cut(samples(7, 1, bytes))[0]!.data.sampleWeights).toEqual(Float64Array.of(1, 7))
})
