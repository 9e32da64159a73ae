import { readCharacterMap, readTables, tableOf } from './truetype.ts'

/** Width of each character of a TrueType font, in units of its em. */
export interface FontAdvances {
  /** Of one character, as a code point. */
  advance(codePoint: number): number
}

export function readAdvances(font: Buffer): FontAdvances {
  const tables = readTables(font)
  const unitsPerEm = tableOf(tables, 'head').readUInt16BE(18)
  const metricCount = tableOf(tables, 'hhea').readUInt16BE(34)
  const widths = tableOf(tables, 'hmtx')
  const glyphOf = readCharacterMap(tableOf(tables, 'cmap'))
  return {
    advance: codePoint => widths.readUInt16BE(Math.min(glyphOf(codePoint), metricCount - 1) * 4) / unitsPerEm,
  }
}
