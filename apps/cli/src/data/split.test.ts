import { createDataset } from '@blasnet/datasets'
import { expect, it } from 'vitest'
import { takeSplit } from './split.ts'

const make = (name: string, values: number[]) =>
  createDataset({ name, inputs: Uint8Array.from(values), labels: new Uint8Array(values.length), classes: 1 })
const pair = { train: make('training images', [1, 2, 3]), test: make('test images', [4, 5]) }

it('takes a part, or its first samples', () => {
  expect(takeSplit(pair, 'train')).toBe(pair.train)
  expect(takeSplit(pair, 'test', 2)).toBe(pair.test)
  expect([...takeSplit(pair, 'train', 2).inputs]).toEqual([1, 2])
})

it('says how many samples there are', () => {
  expect(() => takeSplit(pair, 'test', 3)).toThrow(
    '--samples: expected at most 2, the number of test images, received "3"',
  )
})
