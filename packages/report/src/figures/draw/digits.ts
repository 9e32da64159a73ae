import type { DataDescription } from '../../input.ts'
import type { Theme } from '../color/theme.ts'
import { element } from '../svg/element.ts'
import type { Layout } from './layout.ts'
import { svgText } from './text.ts'

type Images = NonNullable<DataDescription['images']>

const levels = 5

/** Images side by side with their labels, drawn as rows of equally grey pixels. */
export function drawDigits(images: Images, top: number, layout: Layout, theme: Theme) {
  const perRow = Math.min(images.length, layout.columns > 1 ? 10 : 5)
  const gap = 8
  const size = (layout.width - 2 * layout.padding - gap * (perRow - 1)) / perRow
  const rowHeight = size + layout.tickSize * 1.9
  const cells = images.map((image, index) => {
    const x = layout.padding + (index % perRow) * (size + gap)
    const y = top + layout.padding + Math.floor(index / perRow) * rowHeight
    const label = svgText(
      x + size / 2,
      y + size + layout.tickSize * 1.15,
      String(image.label),
      { size: layout.tickSize, anchor: 'middle' },
      theme,
    )
    const frame = element('rect', { x, y, width: size, height: size, fill: 'none', stroke: theme('grid') })
    return frame + drawImage(image, x, y, size / image.width, theme) + label
  })
  const rows = Math.ceil(images.length / perRow)
  return { markup: cells.join(''), height: top + 2 * layout.padding + rows * rowHeight }
}

/** One path for each level of grey, so that an image is a few paths and not 784 squares. */
function drawImage(
  { width, height, pixels }: Images[number],
  x: number,
  y: number,
  scale: number,
  theme: Theme,
): string {
  const level = (row: number, column: number) => Math.round(((pixels[row * width + column] ?? 0) / 255) * levels)
  const place = `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})`
  const paths = Array.from({ length: levels }, (_, index) => {
    const wanted = index + 1
    let d = ''
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        if (level(row, column) !== wanted) continue
        const from = column
        while (column < width && level(row, column) === wanted) column++
        d += `M${from} ${row}h${column - from}v1h${from - column}z`
      }
    }
    return d === '' ? '' : element('path', { d, 'fill-opacity': wanted / levels })
  })
  // Crisp edges: neighbours of two levels would show a seam.
  return element('g', { transform: place, fill: theme('ink'), 'shape-rendering': 'crispEdges' }, ...paths)
}
