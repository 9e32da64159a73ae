import { createDataset } from '@blasnet/datasets'
import { describe, expect, it } from 'vitest'
import { holdOut } from './hold-out.ts'

/** Sixty samples of two classes, sorted by class; each input is the number of its sample. */
const train = createDataset({
  name: 'numbers',
  inputs: Uint8Array.from({ length: 60 }, (_, i) => i),
  labels: Uint8Array.from({ length: 60 }, (_, i) => (i < 48 ? 0 : 1)),
})
const test = createDataset({ name: 'test', inputs: new Uint8Array([200, 201]), labels: new Uint8Array([0, 1]) })
const pair = { train, test }
const count = (labels: ArrayLike<number>, wanted: number) => Array.from(labels).filter(label => label === wanted).length

describe('holdOut', () => {
  it('takes a sixth of the training images, every class in proportion, and no test image', () => {
    const held = holdOut(pair, undefined, 1)
    expect(held.train.name).toBe('numbers that are not held out')
    expect([held.train.count, held.validation.count, held.testCount]).toEqual([50, 10, 2])
    expect([count(held.validation.labels, 0), count(held.validation.labels, 1)]).toEqual([8, 2])
    const all = [...held.train.inputs, ...held.validation.inputs]
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i))
    expect([...held.train.inputs]).toEqual([...held.train.inputs].toSorted((a, b) => a - b))
  })

  it('is the same for a seed, and another for another', () => {
    const [a, b, c] = [holdOut(pair, 7, 1), holdOut(pair, 7, 1), holdOut(pair, 7, 2)].map(held => [
      ...held.validation.inputs,
    ])
    expect(a).toEqual(b)
    expect(a).toHaveLength(7)
    expect(c).not.toEqual(a)
  })

  it('lies in shared memory, for all trials to read', () => {
    const { train: rest, validation } = holdOut(pair, 7, 1)
    for (const { buffer } of [rest.inputs, rest.labels, validation.inputs, validation.labels]) {
      expect(buffer).toBeInstanceOf(SharedArrayBuffer)
    }
  })

  it('leaves something to train on', () => {
    expect(holdOut(pair, 59, 1).train.count).toBe(1)
    expect(() => holdOut(pair, 60, 1)).toThrow(
      "--hold-out: expected fewer than the 60 training images of 'numbers', received 60",
    )
  })
})
