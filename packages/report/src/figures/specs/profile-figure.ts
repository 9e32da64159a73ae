import type { FigureSpec } from '../../catalogue/figure.ts'
import type { DiagnosticsPoint } from '../../input.ts'
import { geometricMean } from '../../measures/statistics.ts'
import { dashes } from '../color/palette.ts'
import { robustLimits } from '../data/limits.ts'
import type { Panel, PlotModel, Series } from '../model.ts'
import type { Point } from '../svg/path.ts'
import { type DiagnosedNetwork, layerQuantityDefinitions, shownLayers } from './layer-quantities.ts'

export type ProfileSpec = Extract<FigureSpec, { kind: 'layer-profile' }>

const moments = [
  { title: 'after the first step', pick: (points: readonly DiagnosticsPoint[]) => points.slice(0, 1) },
  { title: 'mean over training', pick: (points: readonly DiagnosticsPoint[]) => points },
] as const

/** A quantity from the first layer to the last, a line for each network: at the start, and over the whole of training. */
export function profileFigure(spec: ProfileSpec, networks: readonly DiagnosedNetwork[]): PlotModel | undefined {
  const shown = networks.filter(({ diagnostics }) => diagnostics.points.length > 0)
  if (shown.length === 0) return undefined
  const { label, hiddenOnly } = layerQuantityDefinitions[spec.quantity]
  const series = moments.map(({ pick }) => shown.map(network => profileSeries(network, spec, pick)))
  const { domain } = robustLimits(
    series.flat().map(({ points }) => points.map(([, y]) => y)),
    { from: 0, to: 1, scale: 'log' },
  )
  const deepest = Math.max(...shown.map(network => shownLayers(network, spec.quantity).length))
  const ticks = Array.from({ length: deepest }, (_, index) => index + 1).filter(tick => deepest <= 12 || tick % 5 === 0)
  const panels = moments.map(({ title }, index): Panel => {
    return {
      title,
      x: { label: 'layer', domain: [0.7, deepest + 0.3], scale: 'linear', format: 'integer', ticks },
      y: { label, domain, scale: 'log', format: 'number' },
      series: series[index]!,
    }
  })
  const seeds = shown[0]!.seed
  return {
    kind: 'plot',
    id: spec.id,
    title: spec.title,
    caption: [
      ...(spec.caption ? [spec.caption] : []),
      `Layers are counted from the input side${hiddenOnly ? ', hidden ones only' : '; the last one is the output layer'}. ` +
        `The mean over training is the geometric mean over all validations. Seed ${seeds}. Logarithmic axes.`,
    ],
    columns: 2,
    legend: shown.map(({ label: name }, index) => ({ label: name, stroke: series[0]![index]!.stroke, marker: true })),
    panels,
  }
}

function profileSeries(
  network: DiagnosedNetwork,
  { quantity }: ProfileSpec,
  pick: (points: readonly DiagnosticsPoint[]) => readonly DiagnosticsPoint[],
): Series {
  const values = pick(network.diagnostics.points).map(layerQuantityDefinitions[quantity].read)
  return {
    key: `${network.id}/${quantity}/profile`,
    label: network.label,
    stroke: { paint: `s${network.slot}`, width: 2.5, dash: dashes[network.slot]! },
    dots: true,
    points: shownLayers(network, quantity).map((layer): Point => {
      return [layer + 1, geometricMean(values.map(layers => layers[layer]!))]
    }),
  }
}
