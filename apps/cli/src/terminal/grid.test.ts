import { expect, it } from 'vitest'
import { grid, gridShape } from './grid.ts'

it('takes as many side by side as fit, and shares the columns out', () => {
  expect(gridShape(5, 79, 14)).toEqual({ across: 5, width: 14 })
  expect(gridShape(3, 79, 14)).toEqual({ across: 3, width: 25 })
  expect(gridShape(50, 500, 14)).toEqual({ across: 10, width: 48 })
  expect(gridShape(5, 78, 14)).toEqual({ across: 5, width: 14 })
  expect(gridShape(5, 77, 14)).toEqual({ across: 4, width: 17 })
  expect(gridShape(5, 9, 14)).toEqual({ across: 1, width: 9 })
  expect(gridShape(5, 79, 14, 8)).toEqual({ across: 8, width: 8 })
})

it('sets rows apart', () => {
  expect(grid([['a', 'b'], ['c'], ['d']], 2)).toEqual(['a  c', 'b', '', 'd'])
  expect(grid([], 2)).toEqual([])
})
