import { expect, it } from 'vitest'
import { beside } from './beside.ts'

it('sets blocks of different heights and widths side by side', () => {
  expect(beside([['a', '数字'], [], ['x', 'y', 'z']])).toEqual(['a       x', '数字    y', '        z'])
  expect(beside([['a'], ['b']], 1)).toEqual(['a b'])
  expect(beside([])).toEqual([])
})
