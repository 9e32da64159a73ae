import { readFileSync } from 'node:fs'
import { type FontAdvances, readAdvances } from './advances.ts'
import { boldFont, regularFont } from './font-files.ts'

export type FontWeight = 'normal' | 'bold'

const loaded = new Map<FontWeight, FontAdvances>()

/** Width of a line of text in DejaVu Sans, in the unit of `size`. */
export function textWidth(text: string, size: number, weight: FontWeight = 'normal'): number {
  const font = fontOf(weight)
  return [...text].reduce((sum, character) => sum + font.advance(character.codePointAt(0)!), 0) * size
}

function fontOf(weight: FontWeight): FontAdvances {
  const known = loaded.get(weight)
  if (known) return known
  const font = readAdvances(readFileSync(weight === 'bold' ? boldFont : regularFont))
  loaded.set(weight, font)
  return font
}
