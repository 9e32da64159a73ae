import { tableOf } from '../../figures/fonts/truetype.ts'

/** Empties every glyph but `glyphs`, and those that they are composed of. Numbers of glyphs stay what they are. */
export function emptyOtherGlyphs(tables: Map<string, Buffer>, glyphs: Set<number>): void {
  const glyf = tableOf(tables, 'glyf')
  const place = glyphPlaces(tables)
  addComponents(glyf, place, glyphs)
  const count = tableOf(tables, 'maxp').readUInt16BE(4)
  const loca = Buffer.alloc((count + 1) * 4)
  const kept: Buffer[] = []
  let length = 0
  for (let glyph = 0; glyph < count; glyph++) {
    if (glyphs.has(glyph)) {
      const [from, to] = place(glyph)
      kept.push(glyf.subarray(from, to))
      length += to - from
    }
    loca.writeUInt32BE(length, (glyph + 1) * 4)
  }
  tables.set('glyf', Buffer.concat(kept))
  tables.set('loca', loca)
  const head = Buffer.from(tableOf(tables, 'head'))
  head.writeInt16BE(1, 50) // long offsets in loca
  tables.set('head', head)
}

/** Where a glyph lies in the table `glyf`. */
function glyphPlaces(tables: Map<string, Buffer>): (glyph: number) => [number, number] {
  const loca = tableOf(tables, 'loca')
  const isLong = tableOf(tables, 'head').readInt16BE(50) === 1
  const offset = (index: number) => (isLong ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2)
  return glyph => [offset(glyph), offset(glyph + 1)]
}

const wordArguments = 0x1
const hasScale = 0x8
const moreComponents = 0x20
const hasTwoScales = 0x40
const hasMatrix = 0x80

/** An accented letter is composed of others. */
function addComponents(glyf: Buffer, place: (glyph: number) => [number, number], glyphs: Set<number>): void {
  // A set hands out what is added while it is iterated: components of components are found too.
  for (const glyph of glyphs) {
    const [from, to] = place(glyph)
    if (from === to || glyf.readInt16BE(from) >= 0) continue
    let at = from + 10
    let flags = moreComponents
    while (flags & moreComponents) {
      flags = glyf.readUInt16BE(at)
      glyphs.add(glyf.readUInt16BE(at + 2))
      at += 4 + (flags & wordArguments ? 4 : 2)
      at += flags & hasMatrix ? 8 : flags & hasTwoScales ? 4 : flags & hasScale ? 2 : 0
    }
  }
}
