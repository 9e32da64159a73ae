import type { CurveQuantity } from '../../catalogue/figure.ts'
import type { RunHistory } from '../../input.ts'
import { stepsPerEpoch } from '../../measures/run-measures.ts'
import { dashes } from '../color/palette.ts'
import type { Paint } from '../color/theme.ts'
import { meanOverSeeds } from '../data/across-seeds.ts'
import { blockMeans } from '../data/block-means.ts'
import { trendOf } from '../data/trend.ts'
import type { Series, Stroke } from '../model.ts'
import type { Point } from '../svg/path.ts'
import { samplesOf } from './quantities.ts'

/** A network as a figure shows it. */
export interface ShownNetwork {
  readonly id: string
  readonly label: string
  readonly slot: number
  /** Dash pattern, where it is not that of the slot. */
  readonly dash?: number
  /** Of its runs that got anywhere, by seed. */
  readonly histories: readonly RunHistory[]
  /** Of each history. */
  readonly seeds: readonly number[]
}

export interface CurveStyle {
  /** Two quantities of the same networks: colour tells networks apart, so dashes tell quantities apart. */
  readonly quieter: boolean
  /** Dash patterns by network; off where dashes mean quantities. */
  readonly dashed: boolean
}

/** The curve of one quantity of one network, over its seeds. */
export function curveSeries(network: ShownNetwork, quantity: CurveQuantity, style: CurveStyle): Series {
  const base = { key: `${network.id}/${quantity}`, label: network.label, stroke: strokeOf(network, style) }
  return quantity === 'trainLoss'
    ? { ...base, ...trainLossCurve(network.histories) }
    : { ...base, ...validationCurve(network, quantity) }
}

function strokeOf({ slot, dash: pattern = slot }: ShownNetwork, { quieter, dashed }: CurveStyle): Stroke {
  const paint: Paint = `s${slot}`
  const dash = dashed ? dashes[pattern]! : quieter ? [6, 4] : []
  return { paint, width: quieter ? 2 : 2.5, dash }
}

/** The mean of ten steps, which jumps, below its own moving mean over an epoch, which shows where it goes. */
function trainLossCurve(histories: readonly RunHistory[]): Pick<Series, 'points' | 'fine' | 'band' | 'stops'> {
  const blocks = blockMeans(histories.map(({ trainLoss }) => trainLoss))
  const trend = trendOf(blocks, stepsPerEpoch(histories[0]!))
  return {
    points: trend,
    stops: trend.length > 0 && histories.every(({ stopped }) => stopped.reason !== 'aborted') ? [trend.at(-1)!] : [],
    fine: blocks.map(({ step, mean }): Point => [step, mean]),
    band: blocks.map(({ step, mean, deviation }) => ({ x: step, low: mean - deviation, high: mean + deviation })),
  }
}

function validationCurve(
  { label, histories, seeds }: ShownNetwork,
  quantity: Exclude<CurveQuantity, 'trainLoss'>,
): Pick<Series, 'points' | 'band' | 'threads' | 'stops'> {
  const curves = histories.map(history => samplesOf(history, quantity))
  const mean = meanOverSeeds(curves)
  const ends = histories.flatMap((history, index): Point[] => {
    const last = curves[index]!.at(-1)
    return last && history.stopped.reason !== 'aborted' ? [[last.step, last.value]] : []
  })
  const common = mean.at(-1)?.step ?? -1
  return {
    points: mean.map(({ step, mean: value }): Point => [step, value]),
    stops: ends,
    ...(curves.length > 1 && {
      band: mean.map(({ step, mean: value, deviation }) => ({
        x: step,
        low: value - deviation,
        high: value + deviation,
      })),
      threads: curves.map((curve, index) => ({
        label: `${label}, seed ${seeds[index]}`,
        points: curve.filter(({ step }) => step >= common).map(({ step, value }): Point => [step, value]),
      })),
    }),
  }
}
