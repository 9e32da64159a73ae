import type { Paint, Theme } from '../color/theme.ts'
import { type FontWeight, textWidth } from '../fonts/text-width.ts'
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

/** The text, its end replaced by … where it is wider than `width`. */
export function fitText(content: string, width: number, size: number, weight: FontWeight = 'normal'): string {
  if (textWidth(content, size, weight) <= width) return content
  const characters = [...content]
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, size, weight) > width) characters.pop()
  return `${characters.join('').trimEnd()}…`
}

/** Breaks a text at spaces into lines no wider than `width`; a word that is wider is cut short. */
export function wrapText(content: string, width: number, size: number, weight: FontWeight = 'normal'): string[] {
  const lines: string[] = []
  for (const word of content.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && textWidth(longer, size, weight) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map(line => fitText(line, width, size, weight))
}
