import { describe, expect, it } from 'vitest'
import { compareLosses, lossesFall } from './agreement.ts'

describe('compareLosses', () => {
  it('gives the largest relative difference of what both have', () => {
    expect(compareLosses([2, 1, 0.5], [2, 1.0005], 1e-3)).toEqual({
      kind: 'same',
      compared: 2,
      largest: expect.closeTo(5e-4, 10),
    })
  })

  it('names the first step that differs and the largest difference of all', () => {
    expect(compareLosses([2, 1, 1, 1], [2, 1.01, 1, 2], 1e-3)).toEqual({
      kind: 'differs',
      compared: 4,
      largest: 1,
      step: 1,
    })
  })

  it('takes a loss that is no number for a difference, wherever it stands', () => {
    const differs = { kind: 'differs', largest: Number.POSITIVE_INFINITY }
    expect(compareLosses([1, 1], [Number.NaN, 1], 1e-3)).toMatchObject({ ...differs, step: 0 })
    expect(compareLosses([1, 1], [1, Number.POSITIVE_INFINITY], 1e-3)).toMatchObject({ ...differs, step: 1 })
    expect(compareLosses([Number.NaN], [1], 1e-3)).toMatchObject({ ...differs, step: 0 })
  })

  it('shows nothing to be the same where there is nothing', () => {
    expect(compareLosses([1], [], 1e-3)).toEqual({
      kind: 'differs',
      compared: 0,
      largest: Number.POSITIVE_INFINITY,
      step: 0,
    })
  })

  it('does not divide by a loss of zero', () => {
    expect(compareLosses([0], [0], 1e-3)).toMatchObject({ kind: 'same', largest: 0 })
    expect(compareLosses([0], [1e-6], 1e-3)).toMatchObject({ kind: 'differs', largest: 1e6 })
  })
})

describe('lossesFall', () => {
  it('compares the last third with the first', () => {
    expect(lossesFall([3, 4, 2, 2, 1, 2])).toBe(true)
    expect(lossesFall([1, 2, 2, 2, 3, 4])).toBe(false)
    expect(lossesFall([2, 2, 2])).toBe(false)
    expect(lossesFall([2, 1])).toBe(true)
  })
  it('sees no fall in one loss, none, or what is no number', () => {
    expect(lossesFall([1])).toBe(false)
    expect(lossesFall([])).toBe(false)
    expect(lossesFall([2, 1, Number.NaN])).toBe(false)
  })
})
