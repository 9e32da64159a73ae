import type { Theme } from '../color/theme.ts'
import { textWidth } from '../fonts/text-width.ts'
import type { Panel } from '../model.ts'
import { element } from '../svg/element.ts'
import type { Box, Layout } from './layout.ts'
import { type PixelScale, pixelScale } from './scale.ts'
import { fitText, svgText } from './text.ts'
import { tickTexts } from './tick-text.ts'

export interface Frame {
  /** Where curves are drawn. */
  readonly area: Box
  readonly x: PixelScale
  readonly y: PixelScale
  readonly markup: string
}

/** Axes, ticks and grid of a panel within a box. */
export function drawFrame(panel: Panel, box: Box, layout: Layout, theme: Theme): Frame {
  const { tickSize, labelSize } = layout
  const line = tickSize * 1.4
  const titleHeight = panel.title ? labelSize * 1.7 : 0
  const top = box.y + titleHeight + labelSize * 2.1
  const rows = panel.x.stepsPerEpoch ? 2 : 1
  const bottom = box.y + box.height - rows * line - labelSize * 1.5 - 6
  const y = pixelScale(panel.y, bottom, top, layout.yTicks)
  const yTexts = tickTexts(panel.y, y.ticks)
  const left = box.x + Math.max(...yTexts.map(text => textWidth(text, tickSize)), 20) + 10
  const widest = Math.max(...tickTexts(panel.x, [panel.x.domain[1]]).map(text => textWidth(text, tickSize)))
  const right = box.x + box.width - Math.max(8, widest / 2)
  const x = pixelScale(panel.x, left, right, Math.min(layout.xTicks, Math.floor((right - left) / (widest + 22))))
  const area = { x: left, y: top, width: right - left, height: bottom - top }

  const parts = y.ticks.map((tick, index) => {
    const at = y(tick)
    return (
      element('line', { x1: left, x2: right, y1: at, y2: at, stroke: theme('grid'), 'stroke-width': 1 }) +
      svgText(left - 8, at + tickSize * 0.35, yTexts[index]!, { size: tickSize, anchor: 'end' }, theme)
    )
  })
  parts.push(
    element('line', { x1: left, x2: right, y1: bottom, y2: bottom, stroke: theme('axis'), 'stroke-width': 1.5 }),
  )
  parts.push(drawXTicks(panel, x, bottom, layout, theme))
  const labelY = bottom + 6 + rows * line + labelSize * 1.15
  const xLabel = xAxisLabel(panel, area.width, labelSize)
  parts.push(svgText((left + right) / 2, labelY, xLabel, { size: labelSize, anchor: 'middle' }, theme))
  const yLabel = fitText(panel.y.label, box.width, labelSize)
  parts.push(svgText(box.x, top - labelSize * 0.85, yLabel, { size: labelSize }, theme))
  if (panel.title) {
    const title = fitText(panel.title, box.width, labelSize, 'bold')
    parts.push(svgText(box.x, box.y + labelSize * 1.15, title, { size: labelSize, weight: 'bold' }, theme))
  }
  return { area, x, y, markup: parts.join('') }
}

/** Says what the second row of ticks is, where there is room. */
function xAxisLabel({ x: axis }: Panel, width: number, size: number): string {
  const full = `${axis.label} (grey: epochs)`
  return axis.stepsPerEpoch && textWidth(full, size) <= width ? full : axis.label
}

/** Narrower than this a label that is cut short says nothing. */
const narrowestLabel = 48
const labelGap = 10

/** Labels cut to the room between their ticks; where there is next to none, some of them only. */
function fitLabels(texts: readonly string[], x: PixelScale, size: number): string[] {
  const [first = 0, second = first + Number.MAX_SAFE_INTEGER] = x.ticks.map(x)
  const widest = Math.max(...texts.map(text => textWidth(text, size)))
  const every = Math.ceil((Math.min(widest, narrowestLabel) + labelGap) / (second - first))
  const room = (second - first) * every - labelGap
  return texts.map((text, index) => (index % every === 0 ? fitText(text, room, size) : ''))
}

function drawXTicks({ x: axis }: Panel, x: PixelScale, bottom: number, { tickSize }: Layout, theme: Theme): string {
  const texts = axis.tickLabels ? fitLabels(tickTexts(axis, x.ticks), x, tickSize) : tickTexts(axis, x.ticks)
  const middle = { size: tickSize, anchor: 'middle' } as const
  return x.ticks
    .map((tick, index) => {
      const at = x(tick)
      const mark = element('line', {
        x1: at,
        x2: at,
        y1: bottom,
        y2: bottom + 6,
        stroke: theme('axis'),
        'stroke-width': 1.5,
      })
      const text = texts[index]!
      const label = text === '' ? '' : svgText(at, bottom + 6 + tickSize * 1.1, text, middle, theme)
      if (axis.stepsPerEpoch === undefined) return mark + label
      const epoch = String(Math.round((tick / axis.stepsPerEpoch) * 10) / 10)
      const below = svgText(at, bottom + 6 + tickSize * 2.5, epoch, { ...middle, paint: 'muted' }, theme)
      return mark + label + below
    })
    .join('')
}
