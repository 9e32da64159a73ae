import { expect, it } from 'vitest'
import { perClass } from './per-class.ts'

const labels = Uint8Array.from([0, 0, 0, 0, 1, 1, 3])
const predicted = Uint32Array.from([0, 2, 2, 1, 1, 1, 0])

it('counts each class, and which wrong class was predicted most often', () => {
  expect(perClass(labels, predicted, { classes: 4, units: 4 })).toEqual([
    { class: 0, count: 4, correct: 1, accuracy: 0.25, mostOftenTakenFor: { class: 2, times: 2 } },
    { class: 1, count: 2, correct: 2, accuracy: 1, mostOftenTakenFor: null },
    { class: 2, count: 0, correct: 0, accuracy: null, mostOftenTakenFor: null },
    { class: 3, count: 1, correct: 0, accuracy: 0, mostOftenTakenFor: { class: 0, times: 1 } },
  ])
})

it('takes the lowest class among equals, names, and networks with more units than the data has classes', () => {
  const classNames = ['cat', 'dog']
  const [cat, dog] = perClass(Uint8Array.from([0, 0, 1]), Uint32Array.from([5, 3, 5]), {
    classes: 2,
    units: 6,
    classNames,
  })
  expect(cat).toMatchObject({ name: 'cat', correct: 0, mostOftenTakenFor: { class: 3, times: 1 } })
  expect(dog).toMatchObject({ name: 'dog', count: 1, mostOftenTakenFor: { class: 5, times: 1 } })
})
