import type { Paint, Theme } from '../color/theme.ts'
import type { FontWeight } from '../fonts/text-width.ts'
import { element, escapeText } from '../svg/element.ts'

export interface TextStyle {
  readonly size: number
  readonly paint?: Paint
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly weight?: FontWeight
}

/** A line of text; `y` is its baseline. */
export function svgText(x: number, y: number, content: string, style: TextStyle, theme: Theme): string {
  const { size, paint = 'ink', anchor = 'start', weight } = style
  const attributes = {
    x,
    y,
    'font-size': size,
    'font-weight': weight === 'bold' ? 'bold' : undefined,
    'text-anchor': anchor === 'start' ? undefined : anchor,
    fill: theme(paint),
  }
  return element('text', attributes, escapeText(content))
}

/** Breaks a text at spaces into lines no wider than `width`. A word that is wider stands alone. */
export function wrapText(content: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  for (const word of content.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && measure(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
