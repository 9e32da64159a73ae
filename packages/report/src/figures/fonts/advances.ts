/** Width of each character of a TrueType font, in units of its em. */
export interface FontAdvances {
  /** Of one character, as a code point. */
  advance(codePoint: number): number
}

/** Reads the tables `head`, `hhea`, `hmtx` and `cmap` (format 4) of a TrueType font. */
export function readAdvances(font: Buffer): FontAdvances {
  const tables = tableOffsets(font)
  const unitsPerEm = font.readUInt16BE(tables('head') + 18)
  const metricCount = font.readUInt16BE(tables('hhea') + 34)
  const widths = tables('hmtx')
  const glyphOf = readCharacterMap(font, tables('cmap'))
  return {
    advance: codePoint => {
      const glyph = Math.min(glyphOf(codePoint), metricCount - 1)
      return font.readUInt16BE(widths + glyph * 4) / unitsPerEm
    },
  }
}

function tableOffsets(font: Buffer): (name: string) => number {
  const count = font.readUInt16BE(4)
  const offsets = new Map<string, number>()
  for (let at = 12; at < 12 + count * 16; at += 16)
    offsets.set(font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8))
  return name => {
    const offset = offsets.get(name)
    if (offset === undefined) throw new Error(`the font has no table ${name}`)
    return offset
  }
}

/** Segments of code points, each with a shift to glyph numbers or a list of them. */
function readCharacterMap(font: Buffer, cmap: number): (codePoint: number) => number {
  const table = formatFour(font, cmap)
  const size = font.readUInt16BE(table + 6)
  const [ends, starts] = [table + 14, table + 16 + size]
  const [shifts, ranges] = [starts + size, starts + 2 * size]
  return codePoint => {
    for (let at = 0; at < size; at += 2) {
      if (codePoint > font.readUInt16BE(ends + at)) continue
      const start = font.readUInt16BE(starts + at)
      if (codePoint < start) return 0
      const range = font.readUInt16BE(ranges + at)
      const shift = font.readUInt16BE(shifts + at)
      if (range === 0) return (codePoint + shift) & 0xffff
      const glyph = font.readUInt16BE(ranges + at + range + 2 * (codePoint - start))
      return glyph === 0 ? 0 : (glyph + shift) & 0xffff
    }
    return 0
  }
}

function formatFour(font: Buffer, cmap: number): number {
  const count = font.readUInt16BE(cmap + 2)
  for (let index = 0; index < count; index++) {
    const table = cmap + font.readUInt32BE(cmap + 8 + index * 8)
    if (font.readUInt16BE(table) === 4) return table
  }
  throw new Error('the font has no character map of format 4')
}
