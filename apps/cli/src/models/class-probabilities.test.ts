import { expect, it } from 'vitest'
import { classesOf, classProbabilities } from './class-probabilities.ts'

it('gives the classes as they are where each has a unit', () => {
  const probabilities = Float32Array.of(0.25, 0.75)
  expect(classProbabilities({ probabilities, units: 2 })).toEqual({ classes: 2, probabilities })
  expect(classesOf(10)).toBe(10)
})

it('makes two classes of one unit', () => {
  const { classes, probabilities } = classProbabilities({ probabilities: Float32Array.of(0.25, 1), units: 1 })
  expect(classes).toBe(2)
  expect([...probabilities]).toEqual([0.75, 0.25, 0, 1])
  expect(classesOf(1)).toBe(2)
})
