import { textBoxes } from '@blasnet/report/figures'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textProblems } from '../testing/svg-texts.ts'
import { logDomain, measuredTicks, scaleTicks } from './axes.ts'
import { horizontalBars } from './horizontal-bars.ts'

/** Widths of the bars, in the order drawn; the ground and what lies behind titles have other colours. */
const lengths = (svg: string) =>
  [...svg.matchAll(/<rect [^>]*width="([\d.]+)"[^>]*fill="#2b98f0"/g)].map(one => Number(one[1]))

describe('horizontalBars', () => {
  const bars = [
    { label: 'blasnet', value: 50, text: '50' },
    { label: 'PyTorch, compiled', value: 25, text: '25', low: 20, high: 30, mark: 40 },
    { label: 'x'.repeat(200), value: 1, text: 'a lot of text at the end' },
  ]

  it('draws lengths from zero', () => {
    const [first = 0, second] = lengths(horizontalBars({ title: 'Speed', axis: 'samples/s', groups: [{ bars }] }))
    expect(first / (second ?? 1)).toBeCloseTo(2, 2)
  })

  it('puts powers of ten at even distances on a logarithmic scale', () => {
    const values = [1, 10, 100].map(value => ({ label: String(value), value, text: '' }))
    const [a = 0, b = 0, c = 0] = lengths(
      horizontalBars({ title: 't', axis: 'a', groups: [{ bars: values }], scale: 'log' }),
    )
    expect(c - b).toBeCloseTo(b - a, 1)
    expect(a).toBeGreaterThan(30)
  })

  it('keeps texts inside and apart, whatever the bars are', () => {
    const value = fc.double({ min: 1e-3, max: 1e5, noNaN: true })
    const word = fc.string({ maxLength: 60, unit: fc.constantFrom(...'aW<&>"µ -³') })
    const bar = fc.record({ label: word, value, text: fc.string({ maxLength: 20, unit: fc.constantFrom(...'0%W ') }) })
    const group = fc.record({ title: word, bars: fc.array(bar, { minLength: 1, maxLength: 5 }) })
    const scale = fc.constantFrom('linear' as const, 'log' as const)
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 3 }), word, scale, value, (groups, title, kind, at) => {
        const svg = horizontalBars({ title, axis: title, groups, scale: kind, reference: { value: at, label: 'peak' } })
        const visible = svg.replace(/<text [^>]*>\s*<\/text>/g, '')
        expect(textProblems(visible)).toEqual([])
        expect(svg.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/)
      }),
      { numRuns: 60 },
    )
  })

  it('leaves out groups without bars', () => {
    const svg = horizontalBars({
      title: 't',
      axis: 'a',
      groups: [
        { title: 'empty', bars: [] },
        { title: 'full', bars },
      ],
    })
    expect(textBoxes(svg).map(({ text }) => text)).not.toContain('empty')
  })
})

describe('axes', () => {
  it.each([
    [0.004, 0.001],
    [1, 0.2],
    [86, 20],
    [250, 50],
    [12_345, 2000],
  ])('linear ticks up to %d', (largest, step) => {
    const { ticks, domain } = scaleTicks([largest], 'linear')
    expect(ticks[1]?.value).toBeCloseTo(step, 10)
    expect(ticks.length).toBeLessThanOrEqual(9)
    expect(ticks.at(-1)?.value).toBeLessThanOrEqual(domain[1])
  })
  it('measured places, where there is room for their numbers', () => {
    expect(measuredTicks([1, 2, 3, 5, 8, 12, 16, 20])).toEqual([1, 2, 3, 5, 8, 12, 20])
    expect(measuredTicks([64])).toEqual([64])
    expect(logDomain([2, 8], 2)).toEqual([1, 16])
  })
})
