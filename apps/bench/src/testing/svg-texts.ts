import { textWidth } from '@blasnet/report/figures'

interface TextBox {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** What is wrong with the texts of a drawing: those that cover each other, and those that leave it. */
export function textProblems(svg: string): string[] {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  const boxes = textBoxes(svg)
  const outside = boxes.filter(({ left, right, top, bottom }) => {
    return left < 0 || top < 0 || right > Number(width) || bottom > Number(height)
  })
  const covering = boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map(b => `“${a.text}” covers “${b.text}”`),
  )
  return [...outside.map(({ text }) => `“${text}” is cut off`), ...covering]
}

/** Where every text stands, measured with the font that it is drawn in. */
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
    const wide = textWidth(text, size, read('font-weight') === 'bold' ? 'bold' : 'normal')
    const anchor = read('text-anchor') ?? 'start'
    const left = number('x') - (anchor === 'middle' ? wide / 2 : anchor === 'end' ? wide : 0)
    return { text, left, right: left + wide, top: number('y') - 0.76 * size, bottom: number('y') + 0.24 * size }
  })
}
