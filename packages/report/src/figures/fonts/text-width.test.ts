import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mathFontFile, regularFont } from './font-files.ts'
import { textWidth } from './text-width.ts'
import { readCharacterMap, readTables, tableOf } from './truetype.ts'

describe('textWidth', () => {
  it('adds up the advances of DejaVu Sans, in 2048ths of an em', () => {
    // A 1401, i 569, space 651, ‖ outside ASCII
    expect(textWidth('A', 2048)).toBe(1401)
    expect(textWidth('Ai', 2048)).toBe(1401 + 569)
    expect(textWidth('A i', 20.48)).toBeCloseTo(26.21, 10)
    expect(textWidth('', 16)).toBe(0)
  })

  it('bold is wider', () => {
    expect(textWidth('validation', 16, 'bold')).toBeGreaterThan(1.08 * textWidth('validation', 16))
  })
})

describe('readCharacterMap', () => {
  it('finds letters, and nothing for what the font lacks', () => {
    const glyphOf = readCharacterMap(tableOf(readTables(readFileSync(regularFont)), 'cmap'))
    expect(new Set([...'ABCabcαδΣ'].map(letter => glyphOf(letter.codePointAt(0)!))).size).toBe(9)
    expect(glyphOf('A'.codePointAt(0)!)).toBeGreaterThan(0)
    expect(glyphOf(0xe000)).toBe(0)
  })

  it('reads code points beyond the first 65,536', () => {
    const glyphOf = readCharacterMap(tableOf(readTables(readFileSync(mathFontFile)), 'cmap'))
    expect(glyphOf(0x1d44e)).toBeGreaterThan(0)
    expect(glyphOf(0x1d44f)).toBe(glyphOf(0x1d44e) + 1)
    expect(glyphOf(0x10ffff)).toBe(0)
  })
})
