import { expect, it } from 'vitest'
import { tensorStatistics } from './statistics.ts'

it('gives mean, population deviation and range', () => {
  expect(tensorStatistics([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, std: 2, min: 2, max: 9 })
  expect(tensorStatistics(Float32Array.from([-3]))).toEqual({ mean: -3, std: 0, min: -3, max: -3 })
})

it('keeps its precision far from zero', () => {
  const { mean, std } = tensorStatistics(Float64Array.from([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]))
  expect(mean).toBe(1e9 + 10)
  expect(std).toBeCloseTo(Math.sqrt(22.5), 12)
})
