import { expect, test } from 'vitest'
import { BlockPace } from './block-pace.ts'

test('starts short and aims at 100 ms a block', () => {
  const pace = new BlockPace()
  expect(pace.steps).toBe(4)
  // 1 ms a step
  pace.measure(4, 0.004)
  expect(pace.steps).toBe(64)
  pace.measure(64, 0.064)
  expect(pace.steps).toBe(100)
  pace.measure(100, 0.2)
  expect(pace.steps).toBe(50)
})

test('never less than a step, however slow', () => {
  const pace = new BlockPace()
  pace.measure(1, 30)
  expect(pace.steps).toBe(1)
})

test('a block too fast for the clock grows by a limited factor', () => {
  const pace = new BlockPace()
  pace.measure(1, 0)
  expect(pace.steps).toBe(64)
})
