import { describe, expect, it } from 'vitest'
import { parseThreshold } from '../commands/compare.ts'
import type { Result } from '../results/document.ts'
import { documentOf, machine, resultOf } from '../testing/documents.ts'
import { compareDocuments } from './compare-documents.ts'
import { renderComparison } from './render.ts'

const options = { threshold: 0.05, normalise: false }
/** Seven samples within half a percent of `seconds`. */
const around = (seconds: number) => [0.995, 1.003, 1, 0.998, 1.005, 1.001, 0.999].map(one => one * seconds)
const compare = (old: readonly Result[], recent: readonly Result[], more: Partial<typeof options> = {}) =>
  compareDocuments(documentOf(old), documentOf(recent), { ...options, ...more })
const product = (seconds: number) =>
  resultOf('step/peak/gemm', around(seconds), {
    setup: { kind: 'gemm', size: 2048, dtype: 'float32', threads: 1 },
    work: { flops: 1e9 },
  })

describe('compareDocuments', () => {
  it('tells slower, faster and the same, and what is past the threshold', () => {
    const ids = ['a', 'b', 'c', 'd']
    const { changes } = compare(
      ids.map(id => resultOf(id, around(1))),
      [1.1, 1.02, 0.8, 1].map((factor, i) => resultOf(ids[i]!, around(factor))),
    )
    expect(changes.map(({ id, verdict, regression }) => [id, verdict, regression])).toEqual([
      ['a', 'slower', true],
      ['b', 'slower', false],
      ['c', 'faster', false],
      ['d', 'same', false],
    ])
    expect(changes[0]?.ratio).toBeCloseTo(1.1, 10)
  })

  it('no regression where the interval reaches below the threshold', () => {
    const noisy = [1, 1.3, 0.9, 1.2, 1.05, 1.1, 0.95]
    const after = noisy.map(one => one * 1.3)
    const [change] = compare([resultOf('a', noisy)], [resultOf('a', after)], { threshold: 0.2 }).changes
    expect(change).toMatchObject({ verdict: 'slower', regression: false })
    expect(change?.ratio).toBeCloseTo(1.3, 10)
    expect(change?.low).toBeLessThan(1.2)
  })

  it('compares time for the same work, however much went into a sample', () => {
    const old = resultOf('a', around(1), { work: { steps: 100, flops: 7 } })
    const recent = resultOf('a', around(2), { work: { steps: 200 } })
    const [change] = compare([old], [recent]).changes
    expect(change).toMatchObject({ verdict: 'same', regression: false })
    expect(change?.before).toBeCloseTo(0.01, 4)
    // Without a unit in common: a sample is a sample.
    const other = resultOf('a', around(1), { work: { bytes: 5 } })
    expect(compare([old], [other]).changes[0]?.ratio).toBeCloseTo(1, 10)
  })

  it('does not judge by a few samples', () => {
    const [change] = compare([resultOf('a', [1, 1, 1, 1])], [resultOf('a', around(3))]).changes
    expect(change).toMatchObject({ verdict: 'unclear', regression: false })
  })

  it('lists what is in one document only', () => {
    const { changes, onlyInOld, onlyInNew } = compare(
      [resultOf('a', [1]), resultOf('b', [1])],
      [resultOf('b', [1]), resultOf('c', [1])],
    )
    expect([changes.map(({ id }) => id), onlyInOld, onlyInNew]).toEqual([['b'], ['a'], ['c']])
  })

  it.each([
    [{ kind: 'copy', threads: 1 }],
    [{ kind: 'gemm', dtype: 'float32', threads: 1 }],
    [{ kind: 'product', by: 'C' }],
    [{ peer: 'numpy' }],
  ])('what is not blasnet is no regression of it: %j', setup => {
    const [change] = compare([resultOf('a', around(1), { setup })], [resultOf('a', around(2), { setup })]).changes
    expect(change).toMatchObject({ verdict: 'slower', own: false, regression: false })
  })

  it('blasnet among its peers is', () => {
    const setup = { peer: 'blasnet' }
    const [change] = compare([resultOf('a', around(1), { setup })], [resultOf('a', around(2), { setup })]).changes
    expect(change).toMatchObject({ own: true, regression: true })
  })

  it('normalised, a machine half as fast makes nothing slower', () => {
    const one = (seconds: number) => resultOf('a', around(seconds), { setup: { dtype: 'float32', threads: 1 } })
    const slowMachine = [one(2), product(0.2)]
    const byClock = compare([one(1), product(0.1)], slowMachine)
    expect(byClock.changes[0]?.verdict).toBe('slower')
    const inPeaks = compare([one(1), product(0.1)], slowMachine, { normalise: true })
    expect(inPeaks.changes[0]).toMatchObject({ verdict: 'same', regression: false })
    expect(inPeaks.changes[0]?.ratio).toBeCloseTo(1, 10)
    expect(inPeaks.notNormalised).toEqual([])
    // And what got slower beyond that is still seen.
    expect(compare([one(1), product(0.1)], [one(3), product(0.2)], { normalise: true }).changes[0]?.ratio).toBeCloseTo(
      1.5,
    )
  })

  it('says what it could not normalise', () => {
    const one = resultOf('a', around(1), { setup: { dtype: 'float64', threads: 1 } })
    const compared = compare([one, product(1)], [one, product(1)], { normalise: true })
    expect(compared.notNormalised).toEqual(['a'])
  })
})

describe('renderComparison', () => {
  const old = documentOf([
    resultOf('depth/train/a', around(36.6e-6)),
    resultOf('depth/train/b', around(1)),
    resultOf('same', around(1)),
    resultOf('gone', [1]),
    resultOf('few', [1]),
    resultOf('peers/x/numpy', around(1), { setup: { peer: 'numpy' } }),
  ])
  const recent = documentOf(
    [
      resultOf('depth/train/a', around(40.2e-6)),
      resultOf('depth/train/b', around(0.5)),
      resultOf('same', around(1)),
      resultOf('new', [1]),
      resultOf('few', [1]),
      resultOf('peers/x/numpy', around(1.2), { setup: { peer: 'numpy' } }),
    ],
    { interrupted: true, machine: { ...machine, cpu: { model: 'another', cores: 2 } } },
  )
  const render = (more: { all?: boolean; threshold?: number } = {}) => {
    const all = { ...options, all: false, ...more }
    return renderComparison(compareDocuments(old, recent, all), { old, recent }, all)
  }

  it('shows what changed, marks regressions, warns of machines and interruptions', () => {
    const text = render()
    expect(text).toContain('Different machines: processor a processor and another; --normalise')
    expect(text).toContain('The new document was interrupted.')
    expect(text).toMatch(/! depth\/train\/a +36\.6 µs +40\.2 µs +\+9\.8 % +\+\d+\.\d % … \+\d+\.\d %/)
    expect(text).toMatch(/ {2}depth\/train\/b +1\.00 s +500 ms +−50\.0 %/)
    expect(text).toMatch(/ {2}peers\/x\/numpy \* /)
    expect(text).toContain('only in the old document, 1:\n  gone\n')
    expect(text).toContain('only in the new document, 1:\n  new\n')
    expect(text).toContain('5 results in both: 2 slower, 1 faster, 1 the same, 1 with too few samples')
    expect(text).toContain('! 1 regression past 5 %.')
    expect(text).not.toContain('  same')
    expect(render({ all: true })).toMatch(/ {2}same +1\.00 s/)
    expect(render({ threshold: 0.2 })).toContain('No regression past 20 %.')
  })

  it('fits 100 columns with the longest ids', () => {
    const id = `kernels/gemm/weight-gradient/${'2048x'.repeat(12)}/f32`
    const [a, b] = [documentOf([resultOf(id, around(1.234e-3))]), documentOf([resultOf(id, around(0.1))])]
    const text = renderComparison(compareDocuments(a, b, options), { old: a, recent: b }, { ...options, all: false })
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(100)
    expect(text).toContain('…')
  })

  it('says when there is nothing to compare', () => {
    const [a, b] = [documentOf([resultOf('a', [1])]), documentOf([resultOf('b', [1])])]
    const text = renderComparison(compareDocuments(a, b, options), { old: a, recent: b }, { ...options, all: false })
    expect(text).toContain('no result in common')
  })
})

describe('parseThreshold', () => {
  it.each([
    ['5%', 0.05],
    ['5 %', 0.05],
    ['5', 0.05],
    ['0', 0],
    ['.5%', 0.005],
    ['12.5%', 0.125],
  ])('%s', (text, share) => {
    expect(parseThreshold(text)).toBe(share)
  })
  it.each(['', '%', 'x', '-5%', '1e3', '5%%', '2000%'])('refuses %j', text => {
    expect(() => parseThreshold(text)).toThrow('--threshold: expected a percentage from 0 to 1000')
  })
})
