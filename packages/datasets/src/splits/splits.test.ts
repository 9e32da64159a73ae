import { types } from 'node:util'
import { OptionError } from '@blasnet/check'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDataset } from '../create-dataset.ts'
import type { Dataset } from '../dataset.ts'
import { firstSamples, lastSamples } from './ends.ts'
import { type SplitOptions, splitFraction } from './fraction.ts'
import { splitStratified } from './stratified.ts'

/** Samples of two features, both of them the sample's number, so that a part shows where its samples come from. */
function numbered(labels: readonly number[]): Dataset {
  return createDataset({
    name: 'numbered',
    inputs: Float64Array.from({ length: 2 * labels.length }, (_, index) => Math.floor(index / 2)),
    labels: Uint16Array.from(labels),
    image: { height: 1, width: 2 },
    classes: 300,
  })
}

const samplesOf = ({ inputs }: Dataset) => [...inputs].filter((_, index) => index % 2 === 0)

const countsByLabel = ({ labels }: Dataset) => {
  const counts = new Map<number, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}

describe('firstSamples and lastSamples', () => {
  const dataset = numbered([5, 6, 7, 8])

  it('are views: they share memory with the data set', () => {
    const first = firstSamples(dataset, 3)
    expect(first).toMatchObject({ name: 'numbered, first 3', count: 3, features: 2, classes: 300 })
    expect(first.image).toEqual({ height: 1, width: 2 })
    expect([...first.inputs]).toEqual([0, 0, 1, 1, 2, 2])
    expect([...first.labels]).toEqual([5, 6, 7])
    const last = lastSamples(dataset, 1)
    expect(last).toMatchObject({ name: 'numbered, last 1', count: 1 })
    expect([...last.inputs]).toEqual([3, 3])
    expect([...last.labels]).toEqual([8])
    for (const part of [first, last]) {
      expect(part.inputs.buffer).toBe(dataset.inputs.buffer)
      expect(part.labels.buffer).toBe(dataset.labels.buffer)
    }
  })

  it('compose', () => {
    expect(samplesOf(lastSamples(firstSamples(dataset, 3), 2))).toEqual([1, 2])
    expect(samplesOf(firstSamples(dataset, 4))).toEqual([0, 1, 2, 3])
  })

  it.each([0, 5, 1.5, -1, Number.NaN, '2'])('refuse the count %s', count => {
    for (const take of [firstSamples, lastSamples]) {
      expect(() => take(dataset, count as number)).toThrow(OptionError)
      expect(() => take(dataset, count as number)).toThrow('count: expected an integer at least 1 and at most 4')
    }
  })

  it('refuse what is no data set', () => {
    expect(() => firstSamples(null as unknown as Dataset, 1)).toThrow('dataset: expected a Dataset, received null')
    const short = { ...dataset, labels: new Uint8Array(3) }
    expect(() => firstSamples(short, 1)).toThrow(
      'dataset.labels: expected 4 labels, one a sample, received a Uint8Array of length 3',
    )
    expect(() => lastSamples({ ...dataset, count: 5 }, 1)).toThrow(
      'dataset.inputs: expected 5 samples · 2 features = 10 values, received a Float64Array of length 8',
    )
  })
})

/** A fraction that puts `size` samples into the first part, whole numbers of samples or not. */
const split = fc.array(fc.nat({ max: 4 }), { minLength: 2, maxLength: 60 }).chain(labels =>
  fc
    .record({
      size: fc.integer({ min: 1, max: labels.length - 1 }),
      beside: fc.oneof(fc.constant(0), fc.double({ min: -0.49, max: 0.49, noNaN: true })),
      seed: fc.maxSafeNat(),
    })
    .map(({ size, beside, seed }) => ({ labels, size, fraction: (size + beside) / labels.length, seed })),
)

describe.each([
  ['splitFraction', splitFraction],
  ['splitStratified', splitStratified],
])('%s', (_, divide) => {
  it('gives every sample to one part, in order, with its label (property)', () => {
    fc.assert(
      fc.property(split, ({ labels, size, fraction, seed }) => {
        const dataset = numbered(labels)
        const [part, rest] = divide(dataset, fraction, { seed })
        expect(part.count).toBe(size)
        expect(rest.count).toBe(labels.length - size)
        for (const side of [part, rest]) {
          const samples = samplesOf(side)
          expect(samples).toEqual([...samples].sort((a, b) => a - b))
          expect([...side.labels]).toEqual(samples.map(sample => labels[sample]))
          expect(types.isSharedArrayBuffer(side.inputs.buffer)).toBe(true)
          expect(types.isSharedArrayBuffer(side.labels.buffer)).toBe(true)
        }
        expect(new Set([...samplesOf(part), ...samplesOf(rest)]).size).toBe(labels.length)
      }),
    )
  })

  it('depends on the seed and on nothing else', () => {
    const dataset = numbered(Array.from({ length: 200 }, (_, index) => index % 3))
    const chosen = (seed?: number) =>
      samplesOf(divide(dataset, 0.5, seed === undefined ? undefined : { seed })[0]).join()
    expect(chosen(7)).toBe(chosen(7))
    expect(chosen(8)).not.toBe(chosen(7))
    expect(chosen()).toBe(chosen(0))
  })

  it('names the parts and copies', () => {
    const dataset = numbered([1, 2, 1, 2])
    const [part, rest] = divide(dataset, 0.5, { seed: 1 })
    expect([part.name, rest.name]).toEqual(['numbered, part', 'numbered, rest'])
    expect(part.inputs.buffer).not.toBe(dataset.inputs.buffer)
    expect(part).toMatchObject({ features: 2, classes: 300, image: { height: 1, width: 2 } })
  })

  it.each([
    [0, {}, 'fraction: expected a finite number above 0 and below 1, received 0'],
    [1, {}, 'fraction: expected a finite number above 0 and below 1, received 1'],
    [Number.NaN, {}, 'fraction: expected a finite number above 0 and below 1, received NaN'],
    [0.05, {}, 'fraction: expected a share that leaves a sample in each part of 4, received 0.05'],
    [0.95, {}, 'fraction: expected a share that leaves a sample in each part of 4, received 0.95'],
    [0.5, { seed: -1 }, 'seed: expected an integer at least 0, received -1'],
    [0.5, { seed: 1.5 }, 'seed: expected an integer at least 0, received 1.5'],
    [0.5, { sead: 1 }, "options.sead: expected one of the options 'seed', received 1"],
  ])('refuses the fraction %s with %o', (fraction, options, message) => {
    expect(() => divide(numbered([0, 0, 1, 1]), fraction, options as SplitOptions)).toThrow(message)
  })
})

describe('splitFraction', () => {
  it('chooses every sample equally often', () => {
    const dataset = numbered([0, 0, 0, 0, 0])
    const times = new Uint32Array(5)
    for (let seed = 0; seed < 5000; seed++) {
      for (const sample of samplesOf(splitFraction(dataset, 0.4, { seed })[0])) times[sample]! += 1
    }
    // Each is expected 2000 times, with a standard deviation of 35.
    for (const count of times) expect(Math.abs(count - 2000)).toBeLessThan(175)
  })
})

describe('splitStratified', () => {
  it('keeps the share of every class to within one sample (property)', () => {
    fc.assert(
      fc.property(split, ({ labels, fraction, seed }) => {
        const dataset = numbered(labels)
        const part = countsByLabel(splitStratified(dataset, fraction, { seed })[0])
        for (const [label, count] of countsByLabel(dataset)) {
          expect(Math.abs((part.get(label) ?? 0) - fraction * count)).toBeLessThan(1)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('gives exact shares where they exist', () => {
    const labels = [...Array<number>(50).fill(0), ...Array<number>(30).fill(1), ...Array<number>(20).fill(2)]
    const [part, rest] = splitStratified(numbered(labels), 0.9, { seed: 3 })
    expect(Object.fromEntries(countsByLabel(part))).toEqual({ 0: 45, 1: 27, 2: 18 })
    expect(Object.fromEntries(countsByLabel(rest))).toEqual({ 0: 5, 1: 3, 2: 2 })
  })
})
