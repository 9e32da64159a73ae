import { textWidth } from '../fonts/text-width.ts'

export interface TextBox {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Where every text of a drawing stands, measured with the font that it is drawn in. */
export function textBoxes(svg: string): TextBox[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', escaped = '']) => {
    const read = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1]
    const number = (name: string) => Number(read(name))
    const text = escaped
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
    const size = number('font-size')
    const width = textWidth(text, size, read('font-weight') === 'bold' ? 'bold' : 'normal')
    const anchor = read('text-anchor') ?? 'start'
    const left = number('x') - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0)
    // Heights of capitals and descenders of DejaVu Sans.
    return { text, left, right: left + width, top: number('y') - 0.76 * size, bottom: number('y') + 0.24 * size }
  })
}

/** Pairs of texts that cover each other. */
export function overlaps(boxes: readonly TextBox[]): string[] {
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map(b => `“${a.text}” and “${b.text}”`),
  )
}

/** Width and height of a drawing. */
export function viewBox(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!
  return { width: Number(width), height: Number(height) }
}
