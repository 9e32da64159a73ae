import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { softmaxCrossEntropy } from './kernels.ts'
import { dtypes, guarded, guardsIntact, randomLabels, samples } from './testing/arrays.ts'
import { expectClose, tolerance } from './testing/close.ts'
import * as naive from './testing/naive-kernels.ts'

describe.each(dtypes)('softmaxCrossEntropy in %s', dtype => {
  it('matches its formula for any batch and number of classes', () => {
    const shape = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(1000))
    fc.assert(
      fc.property(shape, ([batch, classes, seed]) => {
        const logits = samples(dtype, batch * classes, seed, -15, 15)
        const labels = randomLabels(batch, classes, seed)
        const gradient = guarded(dtype, batch * classes, 5)
        const expected = naive.softmaxCrossEntropy(logits, labels, classes)
        const before = [...logits]
        const { loss, correct } = softmaxCrossEntropy({ logits, labels, classes, gradient })
        expectClose([loss], [expected.loss], tolerance[dtype])
        expect(correct).toBe(expected.correct)
        expectClose(gradient, expected.gradient, tolerance[dtype])
        expect(guardsIntact(gradient)).toBe(true)
        expect([...logits]).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same loss without a gradient, and the same gradient in the logits', () => {
    const logits = samples(dtype, 7 * 13, 5)
    const labels = randomLabels(7, 13)
    const gradient = guarded(dtype, 7 * 13)
    const result = softmaxCrossEntropy({ logits, labels, classes: 13, gradient })
    expect(softmaxCrossEntropy({ logits, labels, classes: 13 })).toEqual(result)
    expect(softmaxCrossEntropy({ logits, labels, classes: 13, gradient: logits })).toEqual(result)
    expect([...logits]).toEqual([...gradient])
    expect(guardsIntact(logits)).toBe(true)
  })

  it.each([Uint8Array, Uint16Array, Uint32Array, Int32Array])('reads labels from a %o', type => {
    const logits = samples(dtype, 5 * 3)
    const labels = new type([9, 2, 0, 1, 2, 1, 9]).subarray(1, 6)
    const { loss } = softmaxCrossEntropy({ logits, labels, classes: 3 })
    expectClose([loss], [naive.softmaxCrossEntropy(logits, Uint8Array.of(2, 0, 1, 2, 1), 3).loss], tolerance[dtype])
  })

  it('has a loss of ln(classes) and a gradient that is worked by hand where all logits are equal', () => {
    const logits = guarded(dtype, 4).fill(3)
    const gradient = guarded(dtype, 4)
    const { loss } = softmaxCrossEntropy({ logits, labels: Uint8Array.of(1), classes: 4, gradient })
    expectClose([loss], [Math.log(4)], tolerance[dtype])
    expect([...gradient]).toEqual([0.25, -0.75, 0.25, 0.25])
  })

  it('neither overflows nor takes the logarithm of 0', () => {
    const logits = guarded(dtype, 4)
    logits.set([1e30, 0, -1e30, 1e30])
    const one = (label: number) => softmaxCrossEntropy({ logits, labels: Uint8Array.of(label), classes: 4 }).loss
    expectClose([one(0)], [Math.log(2)], tolerance[dtype])
    expect(one(1) / 1e30).toBeCloseTo(1, 5)
    expect(one(2) / 2e30).toBeCloseTo(1, 5)
  })

  it('gives NaN for logits that are NaN, so that a diverged network is seen', () => {
    for (const at of [0, 1, 8]) {
      const logits = guarded(dtype, 9)
      logits[at] = Number.NaN
      for (const label of [0, at, 4]) {
        const result = softmaxCrossEntropy({ logits, labels: Uint8Array.of(label), classes: 9 })
        expect(result).toEqual({ loss: Number.NaN, correct: 0 })
      }
    }
  })

  it('counts the first of equal logits as the prediction', () => {
    const logits = guarded(dtype, 6)
    logits.set([1, 2, 2, 2, 2, 1])
    const correct = (...labels: number[]) =>
      softmaxCrossEntropy({ logits, labels: Uint8Array.from(labels), classes: 3 }).correct
    expect([correct(1, 0), correct(1, 1), correct(2, 0), correct(0, 2)]).toEqual([2, 1, 1, 0])
  })

  it('gives gradients that add up to 0 in every row', () => {
    const gradient = guarded(dtype, 31 * 17)
    const logits = samples(dtype, 31 * 17, 6)
    softmaxCrossEntropy({ logits, labels: randomLabels(31, 17), classes: 17, gradient })
    for (let row = 0; row < 31; row++) {
      const sum = [...gradient.subarray(row * 17, row * 17 + 17)].reduce((total, value) => total + value, 0)
      expect(Math.abs(sum)).toBeLessThan(tolerance[dtype])
    }
  })
})
