import { expect, it } from 'vitest'
import { wrapParts } from './wrap.ts'

it.each([
  [30, ['one · two · three']],
  [16, ['one · two', '  three']],
  [9, ['one · two', '  three']],
  [3, ['one', '  two', '  three']],
])('in %i columns', (columns, lines) => {
  expect(wrapParts(['one', 'two', 'three'], columns)).toEqual(lines)
})
