import { describe, expect, it } from 'vitest'
import { summarise } from './statistics.ts'

describe('summarise', () => {
  it('gives median and quartiles of an odd number of samples in any order', () => {
    expect(summarise([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 })
  })
  it('interpolates between two middle samples', () => {
    expect(summarise([4, 1, 2, 3])).toEqual({ median: 2.5, low: 1.75, high: 3.25 })
  })
  it('takes one sample for all three', () => {
    expect(summarise([7])).toEqual({ median: 7, low: 7, high: 7 })
  })
  it('refuses no samples', () => {
    expect(() => summarise([])).toThrow('expected at least one sample')
  })
})
