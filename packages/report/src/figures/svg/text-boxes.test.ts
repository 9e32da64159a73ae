import { describe, expect, it } from 'vitest'
import { overlaps, textBoxes, viewBox } from './text-boxes.ts'

describe('textBoxes', () => {
  const text = (x: number, y: number, content: string, more = '') =>
    `<text x="${x}" y="${y}" font-size="10"${more}>${content}</text>`

  it('measures where text stands, by its anchor and weight', () => {
    const [start, middle, end, bold] = textBoxes(
      text(100, 50, 'A') +
        text(100, 50, 'A', ' text-anchor="middle"') +
        text(100, 50, 'A', ' text-anchor="end"') +
        text(100, 50, 'A', ' font-weight="bold"'),
    )
    const width = (1401 / 2048) * 10
    expect(start).toMatchObject({ text: 'A', left: 100, right: 100 + width, top: 42.4, bottom: 52.4 })
    expect(middle!.left).toBeCloseTo(100 - width / 2, 10)
    expect(end!.right).toBeCloseTo(100, 10)
    expect(bold!.right).toBeGreaterThan(start!.right)
  })

  it('reads escaped text', () => {
    expect(textBoxes(text(0, 10, 'a &lt; b &amp; c'))[0]!.text).toBe('a < b & c')
  })

  it('finds texts that cover each other, and only those', () => {
    const boxes = textBoxes(text(0, 10, 'one') + text(10, 14, 'two') + text(0, 30, 'three'))
    expect(overlaps(boxes)).toEqual(['“one” and “two”'])
  })

  it('reads the size of a drawing', () => {
    expect(viewBox('<svg viewBox="0 0 960 440">')).toEqual({ width: 960, height: 440 })
  })
})
