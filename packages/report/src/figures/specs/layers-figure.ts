import type { FigureSpec } from '../../catalogue/figure.ts'
import { layerPaint } from '../color/theme.ts'
import { robustLimits } from '../data/limits.ts'
import type { LegendEntry, Panel, PlotModel, Series, Stroke } from '../model.ts'
import type { Point } from '../svg/path.ts'
import { type DiagnosedNetwork, layerQuantityDefinitions, shownLayers } from './layer-quantities.ts'

export type LayersSpec = Extract<FigureSpec, { kind: 'layers' }>

/** A quantity of every layer over gradient steps, a panel for each network; all panels share the axis of values. */
export function layersFigure(spec: LayersSpec, networks: readonly DiagnosedNetwork[]): PlotModel | undefined {
  const { label, hiddenOnly, read } = layerQuantityDefinitions[spec.quantity]
  const shown = networks.filter(({ diagnostics }) =>
    diagnostics.points.some(point => read(point).some(Number.isFinite)),
  )
  if (shown.length === 0) return undefined
  const series = shown.map(network => layerSeries(network, spec))
  const limits = robustLimits(
    series.flat().map(({ points }) => points.map(([, y]) => y)),
    { from: 0.002, to: 0.998, scale: 'log' },
  )
  const panels = shown.map((network, index): Panel => {
    const last = network.diagnostics.points.at(-1)!.step
    return {
      title: network.label,
      x: {
        label: 'gradient steps',
        domain: [0, last],
        scale: 'linear',
        format: 'integer',
        stepsPerEpoch: network.stepsPerEpoch,
      },
      y: { label, domain: limits.domain, scale: 'log', format: 'number' },
      series: series[index]!,
    }
  })
  const deepest = Math.max(...shown.map(network => shownLayers(network, spec.quantity).length))
  const samples = shown[0]!.diagnostics.samples.toLocaleString('en-US')
  return {
    kind: 'plot',
    id: spec.id,
    title: spec.title,
    caption: [
      ...(spec.caption ? [spec.caption] : []),
      `Each line is a layer, from the input side on${hiddenOnly ? '' : '; the last line is the output layer'}. ` +
        `Measured at every validation over ${samples} training samples, seed ${shown[0]!.seed}. Logarithmic axis, the same for all panels.`,
    ],
    columns: Math.min(shown.length, 3),
    legend: layerLegend(deepest, hiddenOnly === true),
    panels,
  }
}

function layerSeries(network: DiagnosedNetwork, { quantity }: LayersSpec): Series[] {
  const { read, hiddenOnly } = layerQuantityDefinitions[quantity]
  const shown = shownLayers(network, quantity)
  const values = network.diagnostics.points.map(point => ({ step: point.step, layers: read(point) }))
  return shown.map(layer => {
    const isOutput = !hiddenOnly && layer === network.layers.length - 1
    return {
      key: `${network.id}/${quantity}/${layer + 1}`,
      label: isOutput ? 'output layer' : `layer ${layer + 1}`,
      stroke: layerStroke(layer, shown.length, isOutput),
      points: values.map(({ step, layers }): Point => [step, layers[layer]!]),
    }
  })
}

function layerStroke(layer: number, count: number, isOutput: boolean): Stroke {
  return isOutput
    ? { paint: 'ink', width: 2, dash: [6, 3] }
    : { paint: layerPaint(layer, Math.max(count - 1, 2)), width: 2, dash: [] }
}

/** Few enough to list: the first, every third, the last. */
function layerLegend(count: number, hiddenOnly: boolean): LegendEntry[] {
  const hidden = hiddenOnly ? count : count - 1
  const listed = Array.from({ length: hidden }, (_, layer) => layer).filter(layer => {
    return hidden <= 4 || layer === 0 || layer === hidden - 1 || (layer % 3 === 0 && layer < hidden - 2)
  })
  const entries = listed.map((layer): LegendEntry => {
    return { label: `layer ${layer + 1}`, stroke: { ...layerStroke(layer, count, false), width: 3 } }
  })
  return hiddenOnly ? entries : [...entries, { label: 'output layer', stroke: layerStroke(hidden, count, true) }]
}
