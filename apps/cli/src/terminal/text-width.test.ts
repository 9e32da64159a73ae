import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pad, textWidth, truncate } from './text-width.ts'

describe('textWidth', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['数字', 4],
    ['かな', 4],
    ['한국', 4],
    ['ＡＢ', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['नि', 1],
    ['👟', 2],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['█▌▀', 3],
    ['✓ ✗ …', 5],
    ['\x1b[1m\x1b[31mred\x1b[0m', 3],
    ['a\u200bb', 2],
  ])('%j takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns)
  })
})

describe('pad', () => {
  it('fills with spaces by columns, not characters', () => {
    expect(pad('数', 4)).toBe('数  ')
    expect(pad('数', 4, 'right')).toBe('  数')
    expect(pad('long', 2)).toBe('long')
  })
})

describe('truncate', () => {
  it('cuts whole characters only', () => {
    expect(truncate('Ankle boot', 10)).toBe('Ankle boot')
    expect(truncate('Ankle boot', 6)).toBe('Ankle…')
    expect(truncate('数字数字', 6)).toBe('数字…')
  })

  it('never exceeds the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (text, width) => {
        expect(textWidth(truncate(text, width))).toBeLessThanOrEqual(width)
      }),
    )
  })
})
