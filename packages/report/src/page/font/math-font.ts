import { readFileSync } from 'node:fs'
import { mathFontFile } from '../../figures/fonts/font-files.ts'
import { readCharacterMap, readTables, tableOf } from '../../figures/fonts/truetype.ts'
import { addMathVariants } from './math-variants.ts'
import { emptyOtherGlyphs } from './subset.ts'
import { packWoff } from './woff.ts'

const wantedTables = ['MATH', 'OS/2', 'cmap', 'cvt ', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post']

/**
 * The math font as a WOFF file with the glyphs that some text needs and no others, to be part of the page: without a
 * font that has a MATH table, sums and brackets do not grow, and many machines have none.
 */
export function mathFont(text: string): Buffer {
  const tables = readTables(readFileSync(mathFontFile))
  for (const name of [...tables.keys()]) if (!wantedTables.includes(name)) tables.delete(name)
  tables.set('post', emptyPost(tableOf(tables, 'post')))
  const glyphOf = readCharacterMap(tableOf(tables, 'cmap'))
  const glyphs = new Set([0, ...charactersOf(text + drawnByElements).map(glyphOf)])
  addMathVariants(tableOf(tables, 'MATH'), glyphs)
  emptyOtherGlyphs(tables, glyphs)
  return packWoff(tables)
}

/** No text holds the sign of a root: the element that draws it has its own. */
const drawnByElements = '√'

/** Without names of glyphs. */
function emptyPost(post: Buffer): Buffer {
  const header = Buffer.from(post.subarray(0, 32))
  header.writeUInt32BE(0x00030000, 0)
  return header
}

/** Characters of the text, and what a browser draws a single letter in a formula as: its italic. */
function charactersOf(text: string): number[] {
  const plain = [...new Set(text)].map(character => character.codePointAt(0)!)
  return [...plain, ...plain.flatMap(codePoint => italicOf(codePoint) ?? [])]
}

const italicRanges = [
  { from: 0x41, to: 0x5a, italic: 0x1d434 },
  { from: 0x61, to: 0x7a, italic: 0x1d44e },
  { from: 0x391, to: 0x3a9, italic: 0x1d6e2 },
  { from: 0x3b1, to: 0x3c9, italic: 0x1d6fc },
]

function italicOf(codePoint: number): number | undefined {
  if (codePoint === 0x68) return 0x210e // h, which has had its own place since before
  if (codePoint === 0x2202) return 0x1d715 // ∂
  const range = italicRanges.find(({ from, to }) => codePoint >= from && codePoint <= to)
  return range && range.italic + codePoint - range.from
}
