import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readCharacterMap, tableOf } from '../../figures/fonts/truetype.ts'
import { mathFont } from './math-font.ts'

/** The tables of a WOFF file, checked against what it says of them. */
function unpack(woff: Buffer): Map<string, Buffer> {
  expect(woff.toString('latin1', 0, 4)).toBe('wOFF')
  expect(woff.readUInt32BE(8)).toBe(woff.length)
  const tables = new Map<string, Buffer>()
  for (let index = 0; index < woff.readUInt16BE(12); index++) {
    const entry = 44 + index * 20
    const [offset, packed, length] = [4, 8, 12].map(at => woff.readUInt32BE(entry + at)) as [number, number, number]
    const body = woff.subarray(offset, offset + packed)
    const table = packed < length ? inflateSync(body) : body
    expect(offset % 4).toBe(0)
    expect(table.length).toBe(length)
    tables.set(woff.toString('latin1', entry, entry + 4), table)
  }
  return tables
}

function sizeOfGlyph(tables: Map<string, Buffer>, character: string): number {
  const glyph = readCharacterMap(tableOf(tables, 'cmap'))(character.codePointAt(0)!)
  const loca = tableOf(tables, 'loca')
  return loca.readUInt32BE((glyph + 1) * 4) - loca.readUInt32BE(glyph * 4)
}

describe('mathFont', () => {
  const tables = unpack(mathFont('w∑∂({'))

  it('has what formulas are drawn with, and is small', () => {
    expect([...tables.keys()]).toEqual([
      'MATH',
      'OS/2',
      'cmap',
      'cvt ',
      'glyf',
      'head',
      'hhea',
      'hmtx',
      'loca',
      'maxp',
      'name',
      'post',
    ])
    expect(mathFont('w∑∂({').length).toBeLessThan(45_000)
  })

  it('has the characters asked for, their italics and the root, and no others', () => {
    for (const character of ['w', '𝑤', '∑', '∂', '𝜕', '(', '{', '√'])
      expect(sizeOfGlyph(tables, character), character).toBeGreaterThan(0)
    for (const character of ['x', '𝑥', '∫', '}']) expect(sizeOfGlyph(tables, character), character).toBe(0)
  })

  it('has the larger forms of what grows', () => {
    const few = tableOf(unpack(mathFont('w')), 'glyf').length
    const withSum = tableOf(unpack(mathFont('w∑')), 'glyf').length
    expect(withSum - few).toBeGreaterThan(sizeOfGlyph(tables, '∑') * 1.5)
  })

  it('has the parts of composed letters', () => {
    const composed = tableOf(unpack(mathFont('é')), 'glyf').length
    const base = tableOf(unpack(mathFont('')), 'glyf').length
    expect(composed - base).toBeGreaterThan(100)
  })
})
