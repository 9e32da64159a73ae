import {
  type Axis,
  dashes,
  drawFigure,
  type LegendEntry,
  layerPaint,
  type Panel,
  type PlotModel,
  type Point,
  type Series,
  type Stroke,
} from '@blasnet/report/figures'
import type { Result } from '../results/document.ts'
import { rate, secondsPerStep, share } from '../results/rates.ts'
import { type Growth, type GrowthVariable, groupsOver, growthOver } from '../suites/growth.ts'
import { someDepths } from '../suites/some-depths.ts'
import type { NamedFigure } from '../suites/suite-run.ts'
import { isYardstick, peakOf } from '../suites/yardsticks.ts'
import { logDomain, measuredTicks } from './axes.ts'
import { aroundFirst, baseText, differenceText } from './depth-lines.ts'

const kinds = ['training', 'inference'] as const

/** Throughput over depth; share of the peak over width and batch; growth of cost with its laws. */
export function depthFigures(results: readonly Result[]): NamedFigure[] {
  const measured = aroundFirst(results.filter(one => !isYardstick(one)))
  const isBatch = ({ setup }: Result) => setup.batchSize !== measured[0]?.setup.batchSize
  const isBase = ({ setup }: Result) => differenceText(setup, measured[0]?.setup ?? {}) === undefined
  const models = [
    throughput(
      'depth-throughput',
      measured.filter(one => !isBatch(one)),
    ),
    throughput(
      'depth-batches',
      measured.filter(one => isBase(one) || isBatch(one)),
    ),
    shareOfPeak(measured, results),
    ...kinds.map(kind => growth(measured, kind)),
  ]
  return models.flatMap(model => (model === undefined ? [] : [{ name: model.id, svg: drawFigure(model).svg }]))
}

const ofKind = (results: readonly Result[], kind: string) => results.filter(({ setup }) => setup.kind === kind)

/** The colour of a group is its place, the same in every panel. */
const strokeOf = (slot: number): Stroke => ({
  paint: `s${slot % dashes.length}`,
  width: 2.5,
  dash: dashes[slot % dashes.length] ?? [],
})

/** A line for each setting but depth, up to as many as there are colours. */
function throughput(id: string, all: readonly Result[]): PlotModel | undefined {
  const first = all[0]
  if (first === undefined) return undefined
  const label = ({ setup }: Result) => differenceText(setup, first.setup) ?? baseText(first.setup)
  const labels = [...new Set(all.map(label))].slice(0, dashes.length)
  const measured = all.filter(one => labels.includes(label(one)))
  const toPoint = (result: Result): Point => [Number(result.setup.depth), rate(result, 'samples').median / 1e3]
  const seriesOf = (kind: string) =>
    groupsOver(ofKind(measured, kind), 'depth').map((group): Series => {
      const name = label(group[0] as Result)
      return {
        key: `${kind}/${name}`,
        label: name,
        stroke: strokeOf(labels.indexOf(name)),
        points: group.map(toPoint),
        dots: true,
      }
    })
  const shown = kinds.map(kind => ({ kind, series: seriesOf(kind) })).filter(({ series }) => series.length > 0)
  const y = shown.flatMap(({ series }) => series.flatMap(({ points }) => points.map(point => point[1])))
  const deepest = Math.max(...measured.map(({ setup }) => Number(setup.depth)))
  return {
    kind: 'plot',
    id,
    title: `Throughput over depth${id === 'depth-batches' ? ', by batch size' : ''}`,
    caption: [],
    columns: 2,
    legend: labels.map((name, slot) => ({ label: name, stroke: strokeOf(slot), marker: true })),
    panels: shown.map(({ kind, series }) => ({
      title: kind,
      x: { label: 'hidden layers', domain: [0, deepest * 1.04], scale: 'linear', format: 'integer' },
      y: { label: 'thousand samples/s', domain: logDomain(y), scale: 'log', format: 'number' },
      series,
    })),
  }
}

const lineOfDepth = (depth: number, depths: readonly number[], kind: string): Stroke => {
  return {
    paint: layerPaint(depths.indexOf(depth), depths.length),
    width: 2.5,
    dash: kind === 'training' ? [] : [7, 4],
  }
}

function shareOfPeak(measured: readonly Result[], results: readonly Result[]): PlotModel | undefined {
  const depths = someDepths(measured)
  const shareText = (result: Result): number => {
    const peak = peakOf(results, result)
    return peak === undefined ? Number.NaN : share(result, peak, 'flops').median
  }
  const panels = (['width', 'batchSize'] as const).flatMap((variable): Panel[] => {
    const groups = groupsOver(measured, variable).filter(group => {
      return group.length > 1 && depths.includes(Number(group[0]?.setup.depth))
    })
    if (groups.length === 0) return []
    const series = groups.map((group): Series => {
      const { kind, depth } = (group[0] as Result).setup
      return {
        key: `${variable}/${kind}/${depth}`,
        label: `${kind}, depth ${depth}`,
        stroke: lineOfDepth(Number(depth), depths, String(kind)),
        points: group.map((result): Point => [Number(result.setup[variable]), shareText(result)]),
        dots: true,
      }
    })
    return [{ x: placeAxis(variable, series), y: shareAxis(series), series }]
  })
  if (panels.length === 0 || panels.some(({ series }) => series.some(hasGaps))) return undefined
  const [first] = measured
  return {
    kind: 'plot',
    id: 'depth-share',
    title: `Share of the matrix product’s speed, ${first?.setup.dtype}, ${first?.setup.threads} thread${first?.setup.threads === 1 ? '' : 's'}`,
    caption: [],
    columns: 2,
    legend: kinds.flatMap(kind =>
      depths.map(depth => ({
        label: `${kind}, depth ${depth}`,
        stroke: lineOfDepth(depth, depths, kind),
        marker: true,
      })),
    ),
    panels,
  }
}

const hasGaps = ({ points }: Series) => points.some(([, y]) => Number.isNaN(y))

const axisLabels = { depth: 'hidden layers', width: 'units of a layer', batchSize: 'batch size' } as const

function placeAxis(variable: GrowthVariable, series: readonly Series[]): Axis {
  const places = series.flatMap(({ points }) => points.map(([x]) => x))
  return {
    label: axisLabels[variable],
    domain: logDomain(places),
    scale: 'log',
    format: 'integer',
    ticks: measuredTicks(places),
  }
}

function shareAxis(series: readonly Series[]): Axis {
  const largest = Math.max(1, ...series.flatMap(({ points }) => points.map(([, y]) => y)))
  return { label: 'share of peak', domain: [0, largest * 1.06], scale: 'linear', format: 'percent' }
}

function growth(measured: readonly Result[], kind: string): PlotModel | undefined {
  const own = ofKind(measured, kind)
  const depths = someDepths(own)
  const first = own[0]
  if (first === undefined) return undefined
  const isBase = ({ setup }: Growth) => differenceText(setup, first.setup) === undefined
  const overDepth = growthOver(own, 'depth').filter(one => isBase(one) || one.setup.width !== first.setup.width)
  const overOthers = (['width', 'batchSize'] as const).map(variable =>
    growthOver(own, variable).filter(one => isBase(one) && depths.includes(Number(one.setup.depth))),
  )
  const widthStroke = (one: Growth) => strokeOf(overDepth.indexOf(one))
  const depthStroke = (one: Growth) => lineOfDepth(Number(one.setup.depth), depths, 'training')
  const panels = [
    ...growthPanel(overDepth, widthStroke),
    ...overOthers.flatMap(growths => growthPanel(growths, depthStroke)),
  ]
  if (panels.length === 0) return undefined
  const widthEntries = overDepth.map((one): LegendEntry => {
    return { label: `width ${one.setup.width}`, note: lawText([one]), stroke: widthStroke(one), marker: true }
  })
  const depthEntries = depths.flatMap((depth): LegendEntry[] => {
    const laws = overOthers.flat().filter(({ setup }) => setup.depth === depth)
    const [law] = laws
    if (law === undefined) return []
    return [{ label: `depth ${depth}`, note: lawText(laws), stroke: depthStroke(law), marker: true }]
  })
  return {
    kind: 'plot',
    id: `depth-growth-${kind}`,
    title: `How the time of one ${kind === 'training' ? 'training step' : 'forward pass'} grows`,
    caption: [],
    columns: panels.length,
    legend: [...widthEntries, ...depthEntries],
    panels,
  }
}

const shortNames = { depth: 'depth', width: 'width', batchSize: 'batch' } as const

/** `∝ width^0.87, batch^0.64` */
function lawText(growths: readonly Growth[]): string {
  return `∝ ${growths.map(({ variable, time }) => `${shortNames[variable]}^${time.exponent.toFixed(2)}`).join(', ')}`
}

/** Measured points over one variable, with the law as a thin line through them. */
function growthPanel(growths: readonly Growth[], strokeOfGrowth: (growth: Growth) => Stroke): Panel[] {
  const [first] = growths
  if (first === undefined) return []
  const { variable } = first
  const series = growths.flatMap((one): Series[] => {
    const points = one.results.map((result): Point => {
      return [Number(result.setup[variable]), secondsPerStep(result).median * 1e6]
    })
    const stroke = strokeOfGrowth(one)
    const law = points.map(([x]): Point => [x, one.time.factor * x ** one.time.exponent * 1e6])
    const key = `${variable}/${one.setup.width}/${one.setup.depth}/${one.setup.batchSize}`
    return [
      { key: `${key}/law`, label: 'law', stroke: { ...stroke, width: 1, dash: [3, 3] }, points: law },
      { key, label: key, stroke, points, dots: true },
    ]
  })
  const y = series.flatMap(({ points }) => points.map(point => point[1]))
  return [
    {
      x: placeAxis(variable, series),
      y: { label: 'µs', domain: logDomain(y), scale: 'log', format: 'number' },
      series,
    },
  ]
}
