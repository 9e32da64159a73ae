import type { Theme } from '../color/theme.ts'
import { textWidth } from '../fonts/text-width.ts'
import type { LegendEntry, Stroke } from '../model.ts'
import { element } from '../svg/element.ts'
import type { Layout } from './layout.ts'
import { fitText, svgText } from './text.ts'

const swatch = 38
const gap = 9
const between = 26

interface Placed {
  readonly entry: LegendEntry
  readonly x: number
  readonly row: number
}

/** Rows of lines with their names, above the curves and never over them. */
export function drawLegend(entries: readonly LegendEntry[], layout: Layout, top: number, theme: Theme) {
  const placed = place(
    entries.map(entry => fitEntry(entry, layout)),
    layout,
  )
  const rowHeight = layout.labelSize * 1.55
  const rows = 1 + Math.max(-1, ...placed.map(({ row }) => row))
  const markup = placed.map(({ entry, x, row }) => {
    const middle = top + row * rowHeight + rowHeight / 2
    const baseline = middle + layout.labelSize * 0.35
    const label = svgText(x + swatch + gap, baseline, entry.label, { size: layout.labelSize }, theme)
    const noteX = x + swatch + gap + textWidth(`${entry.label}  `, layout.labelSize)
    const note = entry.note && svgText(noteX, baseline, entry.note, { size: layout.labelSize, paint: 'muted' }, theme)
    return drawSwatch(entry, x, middle, theme) + label + (note ?? '')
  })
  return { markup: markup.join(''), height: rows * rowHeight }
}

/** Entries side by side, a new row where the next would reach past the edge. */
function place(entries: readonly LegendEntry[], layout: Layout): Placed[] {
  const right = layout.width - layout.padding
  let [x, row] = [layout.padding, 0]
  return entries.map(entry => {
    const width = entryWidth(entry, layout)
    if (x > layout.padding && x + width > right) [x, row] = [layout.padding, row + 1]
    const at = { entry, x, row }
    x += width + between
    return at
  })
}

/** A label too long for a row of its own goes without its note, and is then cut short. */
function fitEntry(entry: LegendEntry, layout: Layout): LegendEntry {
  const room = layout.width - 2 * layout.padding
  if (entryWidth(entry, layout) <= room) return entry
  const { note: _, ...rest } = entry
  return { ...rest, label: fitText(entry.label, room - swatch - gap, layout.labelSize) }
}

function entryWidth({ label, note }: LegendEntry, { labelSize }: Layout): number {
  return swatch + gap + textWidth(note ? `${label}  ${note}` : label, labelSize)
}

function drawSwatch({ stroke, marker }: LegendEntry, x: number, y: number, theme: Theme): string {
  const line =
    stroke.width === 0
      ? ''
      : element('line', { x1: x, x2: x + swatch, y1: y, y2: y, ...strokeAttributes(stroke, theme) })
  const dot = marker
    ? element('circle', {
        cx: x + swatch / 2,
        cy: y,
        r: 5,
        fill: theme(stroke.paint),
        stroke: theme('surface'),
        'stroke-width': 1.5,
      })
    : ''
  return line + dot
}

export function strokeAttributes({ paint, width, dash, opacity }: Stroke, theme: Theme) {
  return {
    fill: 'none',
    stroke: theme(paint),
    'stroke-width': width,
    'stroke-dasharray': dash.length === 0 ? undefined : dash.join(' '),
    'stroke-opacity': opacity,
    'stroke-linejoin': 'round',
  }
}
