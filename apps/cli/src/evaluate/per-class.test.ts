import { expect, it } from 'vitest'
import { metricsOf } from '../testing/metrics-of.ts'
import { perClass } from './per-class.ts'

it('counts each class, and which wrong class was predicted most often', () => {
  const metrics = metricsOf(4, [
    [0, 0],
    [0, 2, 2],
    [0, 1],
    [1, 1, 2],
    [3, 0],
  ])
  expect(perClass(metrics, { classes: 4 })).toEqual([
    {
      class: 0,
      count: 4,
      correct: 1,
      accuracy: 0.25,
      precision: 0.5,
      f1: 2 / 6,
      mostOftenTakenFor: { class: 2, times: 2 },
    },
    { class: 1, count: 2, correct: 2, accuracy: 1, precision: 2 / 3, f1: 0.8, mostOftenTakenFor: null },
    { class: 2, count: 0, correct: 0, accuracy: null, precision: 0, f1: 0, mostOftenTakenFor: null },
    {
      class: 3,
      count: 1,
      correct: 0,
      accuracy: 0,
      precision: null,
      f1: 0,
      mostOftenTakenFor: { class: 0, times: 1 },
    },
  ])
})

it('takes the lowest class among equals, names, and networks with more units than the data has classes', () => {
  const metrics = metricsOf(6, [
    [0, 5],
    [0, 3],
    [1, 5],
  ])
  const results = perClass(metrics, { classes: 2, classNames: ['cat', 'dog'] })
  expect(results).toHaveLength(2)
  expect(results[0]).toMatchObject({ name: 'cat', correct: 0, mostOftenTakenFor: { class: 3, times: 1 } })
  expect(results[1]).toMatchObject({ name: 'dog', count: 1, mostOftenTakenFor: { class: 5, times: 1 } })
})
