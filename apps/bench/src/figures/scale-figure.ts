import {
  dashes,
  drawFigure,
  type Panel,
  type PlotModel,
  type Point,
  type Series,
  type Stroke,
} from '@blasnet/report/figures'
import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { share } from '../results/rates.ts'
import { aloneOf, countOf, type ScaleKind, scaleKinds } from '../suites/scale-table.ts'
import type { NamedFigure } from '../suites/suite-run.ts'

const titles = { training: 'training', evaluation: 'evaluation', many: 'networks at once' } as const

/** Times the speed of one thread, or of one network, over their number. */
export function scaleFigures(results: readonly Result[]): NamedFigure[] {
  const names = [...new Set(results.flatMap(({ setup }) => (setup.kind === 'training' ? [`${setup.network}`] : [])))]
  const panels = scaleKinds.flatMap(kind => panelOf(kind, results, names))
  if (panels.length === 0) return []
  const model: PlotModel = {
    kind: 'plot',
    id: 'scale',
    title: 'Speed on several cores',
    caption: [],
    columns: 3,
    legend: [
      ...names.map((label, slot) => ({ label, stroke: strokeOf(slot), marker: true })),
      { label: 'as many times as cores', stroke: ideal },
    ],
    panels,
  }
  return [{ name: model.id, svg: drawFigure(model).svg }]
}

const ideal: Stroke = { paint: 'axis', width: 1.5, dash: [4, 4] }

const strokeOf = (slot: number): Stroke => {
  return { paint: `s${slot % dashes.length}`, width: 2.5, dash: dashes[slot % dashes.length] ?? [] }
}

function panelOf(kind: ScaleKind, results: readonly Result[], names: readonly string[]): Panel[] {
  const own = results.filter(({ setup }) => setup.kind === kind && setup.path !== 'dense')
  const series = [...groupBy(own, ({ setup }) => `${setup.network}`)].map(([name, group]): Series => {
    const points = group.flatMap((result): Point[] => {
      const alone = aloneOf(own, result)
      return alone === undefined ? [] : [[countOf(result), share(result, alone, 'samples').median]]
    })
    return { key: `${kind}/${name}`, label: name, stroke: strokeOf(names.indexOf(name)), points, dots: true }
  })
  const points = series.flatMap(one => one.points)
  if (points.length === 0) return []
  const most = Math.max(2, ...points.map(([x]) => x))
  const cores = kind === 'many' ? coresOf(results) : most
  const line: Series = {
    key: `${kind}/ideal`,
    label: 'ideal',
    stroke: ideal,
    points: [[1, 1], [cores, cores], ...(cores < most ? [[most, cores] as const] : [])],
  }
  const highest = Math.max(cores, ...points.map(([, y]) => y))
  return [
    {
      title: titles[kind],
      x: {
        label: kind === 'many' ? 'networks' : 'threads',
        domain: [0.8, most + 0.2],
        scale: 'linear',
        format: 'integer',
      },
      y: { label: 'times the speed of one', domain: [0, highest * 1.08], scale: 'linear', format: 'number' },
      series: [line, ...series],
    },
  ]
}

/** As many as one network was spread over at most. */
function coresOf(results: readonly Result[]): number {
  return Math.max(1, ...results.flatMap(one => (one.setup.kind === 'training' ? [countOf(one)] : [])))
}
