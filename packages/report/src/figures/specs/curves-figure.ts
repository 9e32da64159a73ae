import type { CurveQuantity, FigureSpec } from '../../catalogue/figure.ts'
import { stepsPerEpoch } from '../../measures/run-measures.ts'
import { mean } from '../../measures/statistics.ts'
import { robustLimits } from '../data/limits.ts'
import type { Axis, LegendEntry, Panel, PlotModel, Series } from '../model.ts'
import { curveSeries, type ShownNetwork } from './curve-series.ts'
import { curvesCaption } from './curves-caption.ts'
import { quantityGroup, quantityLabel } from './quantities.ts'

export type CurvesSpec = Extract<FigureSpec, { kind: 'curves' }>

/** A second panel shows the time until the first network stops when the last one trains this much longer. */
const zoomFrom = 1.6

/** Curves over gradient steps; undefined when no network has a history yet. */
export function curvesFigure(spec: CurvesSpec, networks: readonly ShownNetwork[]): PlotModel | undefined {
  const shown = networks.filter(({ histories }) => histories.some(({ trainLoss }) => trainLoss.length > 0))
  if (shown.length === 0) return undefined
  const several = spec.quantities.length > 1
  const series = spec.quantities.flatMap(quantity => {
    const quieter = several && (quantity === 'trainLoss' || quantity === 'trainAccuracy')
    return shown.map(network => curveSeries(network, quantity, { quieter, dashed: !several && shown.length > 1 }))
  })
  const spans = spansOf(shown)
  const panels = spans.map((span, index) => {
    const { axis, limits } = yAxis(spec.quantities, series, span)
    const title = spans.length > 1 && { title: index === 0 ? 'all of training' : 'until the first of them stops' }
    return { limits, panel: { ...title, x: xAxis(span, shown), y: axis, series } satisfies Panel }
  })
  return {
    kind: 'plot',
    id: spec.id,
    title: spec.title,
    caption: curvesCaption(spec, shown, panels),
    columns: 2,
    legend: several ? quantityLegend(spec.quantities, shown, series) : networkLegend(shown, series),
    panels: panels.map(({ panel }) => panel),
  }
}

/** Steps that the panels reach to. An interrupted run has not stopped of itself. */
function spansOf(shown: readonly ShownNetwork[]): number[] {
  const lengthOf = (histories: ShownNetwork['histories']) =>
    Math.max(...histories.map(({ trainLoss }) => trainLoss.length))
  const longest = Math.max(...shown.map(({ histories }) => lengthOf(histories)))
  const stopped = shown.filter(({ histories }) => histories.every(({ stopped }) => stopped.reason !== 'aborted'))
  const shortest = Math.min(...stopped.map(({ histories }) => lengthOf(histories)))
  return longest > zoomFrom * shortest ? [longest, shortest] : [longest]
}

function xAxis(span: number, shown: readonly ShownNetwork[]): Panel['x'] {
  const started = shown.flatMap(({ histories }) => histories).find(({ stopped }) => stopped.step >= 0)
  const epochs = started && { stepsPerEpoch: stepsPerEpoch(started) }
  return { label: 'gradient steps', domain: [0, span], scale: 'linear', format: 'integer', ...epochs }
}

function yAxis(quantities: readonly CurveQuantity[], series: readonly Series[], span: number) {
  const group = quantityGroup(quantities[0]!)
  const label = quantities.length > 1 ? group : quantityLabel(quantities[0]!)
  const values = series.map(({ points }) => points.filter(([x]) => x <= span).map(([, y]) => y))
  if (group === 'accuracy') {
    const limits = robustLimits(values, { from: 0.04, to: 1, scale: 'linear', ceiling: 1 })
    return { limits, axis: { label, domain: limits.domain, scale: 'linear', format: 'percent' } satisfies Axis }
  }
  const limits = quantities.includes('trainLoss')
    ? robustLimits(values, { from: 0, to: 0.985, scale: 'root', floor: 0 })
    : robustLimits(values, { from: 0, to: 0.94, scale: 'linear' })
  const scale = quantities.includes('trainLoss') ? 'root' : 'linear'
  return { limits, axis: { label, domain: limits.domain, scale, format: 'number' } satisfies Axis }
}

/** One network or more, two quantities: a line for each pair. */
function quantityLegend(
  quantities: readonly CurveQuantity[],
  shown: readonly ShownNetwork[],
  series: readonly Series[],
): LegendEntry[] {
  return series.map((one, index) => {
    const quantity = quantities[Math.floor(index / shown.length)]!
    const network = shown[index % shown.length]!
    const label = shown.length === 1 ? quantityLabel(quantity) : `${network.label}: ${quantityLabel(quantity)}`
    const isLast = quantity === quantities.at(-1)
    return { label, stroke: one.stroke, ...(isLast && noteOf(network)) }
  })
}

function networkLegend(shown: readonly ShownNetwork[], series: readonly Series[]): LegendEntry[] {
  return shown.map((network, index) => {
    const { stroke } = series[index]!
    return { label: network.label, stroke: { ...stroke, width: Math.max(stroke.width, 2.5) }, ...noteOf(network) }
  })
}

/** Where it stopped, in a few words. */
function noteOf({ histories }: ShownNetwork): { readonly note?: string; readonly marker?: boolean } {
  const stopped = histories.filter(({ stopped }) => stopped.reason !== 'aborted')
  if (stopped.length === 0) return { note: 'interrupted' }
  const epoch = mean(stopped.map(history => history.stopped.epoch))
  const word = stopped.every(history => history.stopped.reason === 'early-stopping') ? 'stops' : 'ends'
  return { note: `${word} at epoch ${Number(epoch.toFixed(1))}`, marker: true }
}
