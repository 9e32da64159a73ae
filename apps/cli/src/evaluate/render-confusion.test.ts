import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createStyle } from '../terminal/style.ts'
import { textWidth } from '../terminal/text-width.ts'
import { metricsOf } from '../testing/metrics-of.ts'
import { plainView } from '../testing/plain-view.ts'
import { perClass } from './per-class.ts'
import { renderConfusion } from './render-confusion.ts'

const view = (columns: number) => plainView(columns)
const wide = { ...plainView(79), tableColumns: undefined }

function draw(metrics: ReturnType<typeof metricsOf>, shown = view(79), classNames?: readonly string[], classes = 3) {
  return renderConfusion(metrics.confusion, perClass(metrics, { classes, classNames }), shown)
}

const metrics = metricsOf(3, [
  [0, 0, 20],
  [0, 1, 10],
  [0, 2],
  [1, 1, 5],
  [2, 0, 3],
  [2, 2, 17],
])

describe('renderConfusion', () => {
  it('has true classes from above and what they were taken for from left to right', () => {
    expect(draw(metrics).slice(1)).toEqual(['    0   1   2', '0  20  10   1', '1   ·   5   ·', '2   3   ·  17'])
  })

  it('has short names above the columns', () => {
    expect(draw(metrics, view(79), ['cat', '数', 'hare']).slice(1, 3)).toEqual([
      '       cat    数  hare',
      'cat     20    10     1',
    ])
  })

  it('has a column for a class that only the network knows, where it was predicted', () => {
    const more = metricsOf(9, [
      [0, 0],
      [1, 7],
    ])
    expect(draw(more, view(79), ['cat', 'dog'], 2).slice(1)).toEqual([
      '     cat  dog    7',
      'cat    1    ·    ·',
      'dog    ·    ·    1',
    ])
  })

  it('fits ten classes with names into 80 columns, and cuts names rather than counts', () => {
    const ten = metricsOf(
      10,
      Array.from({ length: 10 }, (_, i) => [i, i, 1000 + i] as const),
    )
    const names = Array.from({ length: 10 }, (_, i) => `a long name of ${i}`)
    for (const columns of [79, 70, 67]) {
      const lines = draw(ten, view(columns), names, 10)
      expect(lines).toHaveLength(12)
      expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(columns)
      expect(lines.at(-1)).toMatch(/^9 a .*… .* 1009$/)
    }
    expect(draw(ten, view(66), names, 10)).toEqual(['(a terminal of 68 columns shows the confusion matrix)'])
    expect(draw(ten, view(30), names, 10)).toEqual(['(a terminal of 68 columns', 'shows the confusion matrix)'])
  })

  it('leaves matrices alone that are no picture any more', () => {
    const [forty, more] = [40, 41].map(classes => metricsOf(classes, [[0, 0]]))
    expect(draw(forty!, wide, undefined, 40)).toHaveLength(42)
    expect(draw(more!, wide, undefined, 41)).toEqual([])
  })

  it('paints what is right and what is often wrong, without a change to the text', () => {
    const style = createStyle({}, { FORCE_COLOR: '1' })
    const plain = draw(metrics)
    const coloured = (colours: 'none' | '256' | '24-bit') => draw(metrics, { ...view(79), style, colours })
    for (const colours of ['none', '256', '24-bit'] as const) {
      expect(coloured(colours).map(line => stripVTControlCharacters(line).trimEnd())).toEqual(plain)
    }
    const [first, , third] = coloured('none').slice(2)
    // Of row 0 a third was taken for 1, the most of all; of row 2 a seventh for 0; of row 0 a thirtieth for 2.
    expect(first).toBe('0 \x1b[32m 20 \x1b[39m\x1b[31m 10 \x1b[39m  1')
    expect(third).toContain('\x1b[33m  3 \x1b[39m')
    expect(coloured('24-bit')[2]).toContain('48;2;200;50;30m 10 \x1b[0m')
    expect(coloured('24-bit')[3]).toContain('48;2;22;128;82m  5 \x1b[0m')
  })
})
