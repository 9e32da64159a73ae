import type { Frame } from '../figures/draw/frame.ts'
import type { Axis, FigureModel, Panel, Series } from '../figures/model.ts'

/** What the page's script needs to show values under the pointer. Short names: there is one of these for every curve. */
export interface HoverData {
  readonly curves: Readonly<Record<string, HoverCurve>>
  readonly figures: Readonly<Record<string, readonly HoverPanel[]>>
}

export interface HoverCurve {
  /** Label. */
  readonly n: string
  /** Paint, a variable of the page. */
  readonly c: string
  /** Steps: [first, distance, count] when evenly spaced, else all of them. */
  readonly x: { readonly even: readonly [number, number, number] } | { readonly all: readonly number[] }
  readonly y: readonly number[]
  /** Deviations, where there is a band. */
  readonly d?: readonly number[]
}

export interface HoverPanel {
  readonly curves: readonly string[]
  readonly x: HoverAxis
  readonly y: HoverAxis
  readonly stepsPerEpoch?: number
}

export type HoverAxis = Pick<Axis, 'domain' | 'scale' | 'format' | 'label'>

/** Where the panels of a drawing are, in its pixels: left, top, width, height. */
export function framesAttribute(frames: readonly Frame[]): string {
  return frames.map(({ area }) => [area.x, area.y, area.width, area.height].map(Math.round).join(' ')).join(';')
}

/** Data of all figures; a curve that several of them show is held once. */
export function hoverData(figures: readonly FigureModel[]): HoverData {
  const curves: Record<string, HoverCurve> = {}
  const panels: Record<string, HoverPanel[]> = {}
  for (const figure of figures) {
    if (figure.kind !== 'plot') continue
    panels[figure.id] = figure.panels.map(panel => panelData(panel, curves))
  }
  return { curves, figures: panels }
}

function panelData(panel: Panel, curves: Record<string, HoverCurve>): HoverPanel {
  const keys = panel.series.flatMap(series => {
    const found = seriesCurves(series)
    // A figure may call a network differently, so the label is part of the key.
    return found.map(([key, curve]) => {
      const full = `${key}|${curve.n}`
      curves[full] ??= curve
      return full
    })
  })
  const { stepsPerEpoch } = panel.x
  return { curves: keys, x: axisData(panel.x), y: axisData(panel.y), ...(stepsPerEpoch && { stepsPerEpoch }) }
}

function axisData({ domain, scale, format, label }: Axis): HoverAxis {
  return { domain: [...domain], scale, format, label }
}

function seriesCurves(series: Series): [string, HoverCurve][] {
  const paint = series.stroke.paint
  const points = series.fine ?? series.points
  const deviations = series.band?.map(({ low, high }) => round((high - low) / 2))
  const main: HoverCurve = {
    n: series.label,
    c: paint,
    x: steps(points.map(([x]) => x)),
    y: points.map(([, y]) => round(y)),
    ...(deviations && deviations.length === points.length && { d: deviations }),
  }
  const threads = (series.threads ?? []).flatMap(({ label, points: own }, index): [string, HoverCurve][] => {
    // Its first point is the last of the mean.
    const beyond = own.slice(1)
    if (beyond.length === 0) return []
    const curve = { n: label, c: paint, x: steps(beyond.map(([x]) => x)), y: beyond.map(([, y]) => round(y)) }
    return [[`${series.key}/${index}`, curve]]
  })
  return [[series.key, main], ...threads]
}

function steps(values: readonly number[]): HoverCurve['x'] {
  const distance = (values[1] ?? 0) - (values[0] ?? 0)
  const isEven = values.length > 2 && values.every((value, index) => value === values[0]! + index * distance)
  return isEven ? { even: [values[0]!, distance, values.length] } : { all: values }
}

/** Four digits are more than a tooltip shows. */
function round(value: number): number {
  return Number(value.toPrecision(5))
}
