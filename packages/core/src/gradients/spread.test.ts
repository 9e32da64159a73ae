import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ParameterTensor } from '../network/architecture.ts'
import { spreadOver } from './spread.ts'

function tensorsOf(...lengths: number[]): ParameterTensor[] {
  let offset = 0
  return lengths.map((length, index) => {
    const tensor = { name: `tensor ${index}`, shape: [length], learnt: true, offset, length }
    offset += length
    return tensor
  })
}

test('equal shares, evenly spaced', () => {
  expect(spreadOver(tensorsOf(10, 4), 4).map(list => [...list])).toEqual([
    [0, 5],
    [10, 12],
  ])
})

test('what a small tensor leaves over goes to the large ones', () => {
  expect(spreadOver(tensorsOf(100, 2, 50), 20).map(({ length }) => length)).toEqual([9, 2, 9])
})

test('all: every parameter once, in order', () => {
  expect(spreadOver(tensorsOf(3, 1, 2), 6).flatMap(list => [...list])).toEqual([0, 1, 2, 3, 4, 5])
})

test('exactly as many as asked for, at least one a tensor, each once and within its tensor', () => {
  const cases = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }).chain(lengths => {
    const total = lengths.reduce((sum, length) => sum + length, 0)
    return fc.tuple(fc.constant(lengths), fc.integer({ min: lengths.length, max: total }))
  })
  fc.assert(
    fc.property(cases, ([lengths, count]) => {
      const tensors = tensorsOf(...lengths)
      const picks = spreadOver(tensors, count)
      expect(new Set(picks.flatMap(list => [...list])).size).toBe(count)
      for (const [index, { offset, length }] of tensors.entries()) {
        expect(picks[index]!.length).toBeGreaterThanOrEqual(1)
        expect(picks[index]!.every(parameter => parameter >= offset && parameter < offset + length)).toBe(true)
      }
    }),
  )
})
