import { permutation } from '@blasnet/native'
import { expect, test } from 'vitest'
import { batchOrder } from './batch-order.ts'

const sorted = (values: Uint32Array) => [...values].sort((a, b) => a - b)

test('without shuffling: the order of the data, less the incomplete last batch', () => {
  const orderOf = batchOrder({ count: 11, batchSize: 4, shuffle: false, seed: 7 })
  expect([...orderOf(0)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect([...orderOf(3)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('shuffled: whole batches of distinct samples, another order in each epoch and for each seed', () => {
  const options = { count: 103, batchSize: 10, shuffle: true }
  const orderOf = batchOrder({ ...options, seed: 1 })
  expect(orderOf(0)).toHaveLength(100)
  expect(new Set(orderOf(0)).size).toBe(100)
  expect(Math.max(...orderOf(0))).toBeLessThan(103)
  expect([...orderOf(0)]).not.toEqual([...orderOf(1)])
  expect([...orderOf(0)]).not.toEqual([...batchOrder({ ...options, seed: 2 })(0)])
})

test('an order depends on seed and epoch alone', () => {
  const options = { count: 50, batchSize: 5, shuffle: true, seed: 3 }
  const straight = batchOrder(options)
  const orders = [0, 1, 2].map(straight)
  expect([...batchOrder(options)(2)]).toEqual([...orders[2]!])
  for (const order of orders) expect(sorted(order)).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

test('the samples left out change from epoch to epoch', () => {
  const orderOf = batchOrder({ count: 19, batchSize: 10, shuffle: true, seed: 0 })
  const seen = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap(epoch => [...orderOf(epoch)]))
  expect(seen.size).toBe(19)
})

test('epochs share no stream with the weights of layers 0, 1, …', () => {
  const first = batchOrder({ count: 40, batchSize: 40, shuffle: true, seed: 5 })(0)
  for (const stream of [0, 1, 2]) expect([...first]).not.toEqual([...permutation({ count: 40, seed: 5, stream })])
})
