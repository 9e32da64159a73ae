/** The tables of a TrueType font by name. */
export function readTables(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>()
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const entry = 12 + index * 16
    const offset = font.readUInt32BE(entry + 8)
    tables.set(font.toString('latin1', entry, entry + 4), font.subarray(offset, offset + font.readUInt32BE(entry + 12)))
  }
  return tables
}

/** A table that the font must have. */
export function tableOf(tables: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const table = tables.get(name)
  if (table === undefined) throw new Error(`the font has no table ${name}`)
  return table
}

/** Code point → number of the glyph, 0 where the font has none. Reads the formats 4 and 12 of a `cmap` table. */
export function readCharacterMap(cmap: Buffer): (codePoint: number) => number {
  const basic = subtable(cmap, 4)
  const full = subtable(cmap, 12)
  return codePoint => {
    if (codePoint > 0xffff) return full ? inGroups(full, codePoint) : 0
    return basic ? inSegments(basic, codePoint) : 0
  }
}

function subtable(cmap: Buffer, format: number): Buffer | undefined {
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + index * 8))
    if (table.readUInt16BE(0) === format) return table
  }
  return undefined
}

/** Format 12: groups of first code point, last, first glyph. */
function inGroups(table: Buffer, codePoint: number): number {
  const count = table.readUInt32BE(12)
  for (let at = 16; at < 16 + count * 12; at += 12) {
    if (codePoint <= table.readUInt32BE(at + 4)) {
      const first = table.readUInt32BE(at)
      return codePoint < first ? 0 : table.readUInt32BE(at + 8) + codePoint - first
    }
  }
  return 0
}

/** Format 4: segments of code points, each with a shift to glyph numbers or a list of them. */
function inSegments(table: Buffer, codePoint: number): number {
  const size = table.readUInt16BE(6)
  const [ends, starts] = [14, 16 + size]
  const [shifts, ranges] = [starts + size, starts + 2 * size]
  for (let at = 0; at < size; at += 2) {
    if (codePoint > table.readUInt16BE(ends + at)) continue
    const start = table.readUInt16BE(starts + at)
    if (codePoint < start) return 0
    const range = table.readUInt16BE(ranges + at)
    const shift = table.readUInt16BE(shifts + at)
    if (range === 0) return (codePoint + shift) & 0xffff
    const glyph = table.readUInt16BE(ranges + at + range + 2 * (codePoint - start))
    return glyph === 0 ? 0 : (glyph + shift) & 0xffff
  }
  return 0
}
