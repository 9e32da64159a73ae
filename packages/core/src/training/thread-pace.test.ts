import { expect, test } from 'vitest'
import { ThreadPace } from './thread-pace.ts'

/** Trains for `seconds` where a step takes `secondsPerStep(threads)`; returns the share of the time each number got. */
function train(pace: ThreadPace, seconds: number, secondsPerStep: (threads: number) => number, block = 0.004) {
  const time = new Map<number, number>()
  for (let passed = 0; passed < seconds; ) {
    const { threads } = pace
    const steps = Math.max(1, Math.round(block / secondsPerStep(threads)))
    const taken = steps * secondsPerStep(threads)
    pace.measure(steps, taken)
    time.set(threads, (time.get(threads) ?? 0) + taken)
    passed += taken
  }
  return (threads: number) => (time.get(threads) ?? 0) / seconds
}

test('one thread is all there is to choose from', () => {
  const pace = new ThreadPace(1)
  for (let block = 0; block < 1000; block++) {
    expect(pace.threads).toBe(1)
    pace.measure(10, 0.1)
  }
})

test('starts with the most, and finds the fastest', () => {
  const pace = new ThreadPace(2)
  expect(pace.threads).toBe(2)
  expect(train(pace, 10, threads => 20e-6 / threads)(2)).toBeGreaterThan(0.9)
  const crowded = new ThreadPace(2)
  expect(train(crowded, 10, threads => 20e-6 * threads)(1)).toBeGreaterThan(0.9)
})

test('of many, one in the middle may be best', () => {
  const fastest = (most: number, best: number) =>
    train(new ThreadPace(most), 20, threads => 1e-3 * (1 + Math.abs(Math.log2(threads / best))))(best)
  expect(fastest(16, 4)).toBeGreaterThan(0.85)
  expect(fastest(12, 8)).toBeGreaterThan(0.85)
  expect(fastest(6, 6)).toBeGreaterThan(0.85)
})

test('follows a machine that becomes busy, and free again', () => {
  const pace = new ThreadPace(2)
  const free = (threads: number) => 20e-6 / threads
  const busy = (threads: number) => 20e-6 * threads
  train(pace, 3, free)
  train(pace, 2, busy)
  expect(train(pace, 5, busy)(1)).toBeGreaterThan(0.9)
  train(pace, 2, free)
  expect(train(pace, 5, free)(2)).toBeGreaterThan(0.9)
})

test('steps longer than a trial', () => {
  expect(train(new ThreadPace(2), 300, threads => 3 / threads)(2)).toBeGreaterThan(0.8)
})
