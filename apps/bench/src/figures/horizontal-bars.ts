import {
  element,
  escapeText,
  fileTheme,
  fitText,
  fontFamily,
  type Paint,
  svgText,
  textWidth,
  wrapText,
} from '@blasnet/report/figures'
import { scaleTicks } from './axes.ts'

export interface Bar {
  readonly label: string
  readonly value: number
  /** At the right edge: `84 %`. */
  readonly text: string
  /** Quartiles: a thin line over the end of the bar. */
  readonly low?: number
  readonly high?: number
  /** A line across the bar where something else to compare with lies. */
  readonly mark?: number
  /** Default the first colour of the figures. */
  readonly paint?: Paint
}

export interface BarGroup {
  /** Above its bars. */
  readonly title?: string
  readonly bars: readonly Bar[]
}

export interface BarsFigure {
  readonly title: string
  /** What the lengths mean, with the unit. */
  readonly axis: string
  readonly groups: readonly BarGroup[]
  /** Default linear, from 0. `log` begins at a power of ten below the shortest bar. */
  readonly scale?: 'linear' | 'log'
  /** A line across all bars: the peak, or what the others are compared with. */
  readonly reference?: { readonly value: number; readonly label: string }
}

const width = 960
const padding = 16
const size = { title: 22, label: 16, tick: 15 } as const
const row = { height: 27, bar: 16, groupTitle: 34 } as const

/** Bars from left to right, a row each, as a whole SVG document. Groups without bars are left out. */
export function horizontalBars(figure: BarsFigure): string {
  const groups = figure.groups.filter(({ bars }) => bars.length > 0)
  const titleLines = wrapText(figure.title, width - 2 * padding, size.title, 'bold')
  const titleHeight = titleLines.length * size.title * 1.3
  const axisY = padding + titleHeight + size.label * 1.4
  const top = axisY + 12 + (figure.reference === undefined ? 0 : size.tick * 1.4)
  const frame = layOut(figure, groups)
  const rows = placeRows(groups, top)
  const bottom = rows.at(-1)?.bottom ?? top
  const height = Math.ceil(bottom + 8 + size.tick * 1.6 + padding)
  const titles = titleLines.map((line, i) => {
    return text(padding, padding + (i + 0.8) * size.title * 1.3, line, { size: size.title, weight: 'bold' })
  })
  const markup = [
    ...titles,
    text(padding, axisY, fitText(figure.axis, width - 2 * padding, size.label), { size: size.label, paint: 'muted' }),
    ...drawTicks(frame, top, bottom),
    ...rows.map(one => ('title' in one ? drawGroupTitle(one) : drawBar(one.bar, one.top, frame))),
    ...drawReference(figure, frame, top, bottom),
  ]
  return documentOf(figure.title, height, markup)
}

interface Frame {
  readonly left: number
  readonly right: number
  readonly place: (value: number) => number
  readonly ticks: readonly { readonly value: number; readonly text: string }[]
}

function layOut({ scale = 'linear', reference }: BarsFigure, groups: readonly BarGroup[]): Frame {
  const bars = groups.flatMap(group => group.bars)
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(one => textWidth(one, size.label)))
  const ends = [
    ...bars.flatMap(({ value, high = value, mark = value }) => [value, high, mark]),
    ...(reference ? [reference.value] : []),
  ]
  const { domain, ticks, position } = scaleTicks(ends, scale)
  // Ticks' texts are centred, and may reach out beside bars without labels.
  const halfTick = Math.max(0, ...ticks.map(tick => textWidth(tick.text, size.tick))) / 2
  const labels = Math.min(widest(bars.map(({ label }) => label)), 0.42 * width) + 10
  const left = padding + Math.max(labels, halfTick)
  const right = width - padding - Math.max(widest(bars.map(one => one.text)) + 14, halfTick)
  const place = (value: number) => left + (right - left) * Math.min(1, Math.max(0, position(value)))
  return { left, right, place, ticks: ticks.filter(({ value }) => value <= domain[1]) }
}

type Row =
  | { readonly top: number; readonly bottom: number; readonly title: string }
  | { readonly top: number; readonly bottom: number; readonly bar: Bar }

function placeRows(groups: readonly BarGroup[], start: number): Row[] {
  let y = start
  const place = (height: number) => {
    const top = y
    y += height
    return { top, bottom: y }
  }
  return groups.flatMap(({ title, bars }) => [
    ...(title === undefined ? [] : [{ title, ...place(row.groupTitle) }]),
    ...bars.map(bar => ({ bar, ...place(row.height) })),
  ])
}

function drawGroupTitle({ title, bottom }: { readonly title: string; readonly bottom: number }): string {
  const fitted = fitText(title, width - 2 * padding, size.label, 'bold')
  // White behind it: ticks' lines run through.
  const ground = element('rect', {
    x: padding,
    y: bottom - row.groupTitle + 8,
    width: textWidth(fitted, size.label, 'bold') + 8,
    height: row.groupTitle - 10,
    fill: fileTheme('surface'),
  })
  return ground + text(padding, bottom - 10, fitted, { size: size.label, weight: 'bold' })
}

function drawBar({ label, value, text: end, low, high, mark, paint = 's1' }: Bar, top: number, frame: Frame): string {
  const middle = top + row.height / 2
  const baseline = middle + size.label * 0.35
  const fitted = fitText(label, frame.left - padding - 10, size.label)
  const bar = element('rect', {
    x: frame.left,
    y: middle - row.bar / 2,
    width: Math.max(1, frame.place(value) - frame.left),
    height: row.bar,
    fill: fileTheme(paint),
  })
  const whisker =
    low === undefined || high === undefined
      ? ''
      : element('line', {
          x1: frame.place(low),
          x2: frame.place(high),
          y1: middle,
          y2: middle,
          stroke: fileTheme('ink'),
          'stroke-width': 2,
        })
  const marked = mark === undefined ? '' : drawMark(frame.place(mark), middle)
  return (
    text(frame.left - 10, baseline, fitted, { size: size.label, anchor: 'end' }) +
    bar +
    whisker +
    marked +
    text(width - padding, baseline, end, { size: size.label, anchor: 'end' })
  )
}

function drawMark(x: number, middle: number): string {
  const half = row.bar / 2 + 3
  const line = { x1: x, x2: x, y1: middle - half, y2: middle + half, 'stroke-width': 3, stroke: fileTheme('s3') }
  return element('line', line)
}

function drawTicks({ left, place, ticks }: Frame, top: number, bottom: number): string[] {
  const line = (x: number, paint: Paint) =>
    element('line', { x1: x, x2: x, y1: top, y2: bottom + 4, stroke: fileTheme(paint), 'stroke-width': 1 })
  const labels = ticks.flatMap(({ value, text: label }) => {
    const x = place(value)
    return [line(x, 'grid'), text(x, bottom + 8 + size.tick, label, { size: size.tick, anchor: 'middle' })]
  })
  return [...labels, line(left, 'axis')]
}

function drawReference({ reference }: BarsFigure, frame: Frame, top: number, bottom: number): string[] {
  if (reference === undefined) return []
  const x = frame.place(reference.value)
  const half = textWidth(reference.label, size.tick) / 2
  const middle = Math.min(Math.max(x, padding + half), width - padding - half)
  const line = element('line', {
    x1: x,
    x2: x,
    y1: top,
    y2: bottom + 4,
    stroke: fileTheme('ink'),
    'stroke-width': 1.5,
    'stroke-dasharray': '5 4',
  })
  return [line, text(middle, top - 5, reference.label, { size: size.tick, anchor: 'middle' })]
}

type TextStyle = Parameters<typeof svgText>[3]

function text(x: number, y: number, content: string, style: TextStyle): string {
  return svgText(x, y, content, style, fileTheme)
}

function documentOf(title: string, height: number, markup: readonly string[]): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    'font-family': fontFamily,
    role: 'img',
    'aria-label': title,
  }
  const ground = element('rect', { width, height, fill: fileTheme('surface') })
  return element('svg', attributes, element('title', {}, escapeText(title)), ground, ...markup)
}
