import { blockSteps } from '../data/block-means.ts'
import type { Limits } from '../data/limits.ts'
import type { Panel } from '../model.ts'
import type { ShownNetwork } from './curve-series.ts'
import type { CurvesSpec } from './curves-figure.ts'

interface ShownPanel {
  readonly panel: Panel
  readonly limits: Limits
}

/** What a reader must know to read the curves: means, bands, marks, and what the axis leaves out. */
export function curvesCaption(
  spec: CurvesSpec,
  shown: readonly ShownNetwork[],
  panels: readonly ShownPanel[],
): string[] {
  const most = Math.max(...shown.map(({ histories }) => histories.length))
  const sentences = spec.caption ? [spec.caption] : []
  if (spec.quantities.includes('trainLoss')) sentences.push(trainLossText(most))
  if (spec.quantities.some(quantity => quantity !== 'trainLoss')) sentences.push(validationText(most))
  if (panels.some(({ panel }) => panel.y.scale === 'root'))
    sentences.push('Square-root axis: small losses get more room, and 0 has a place.')
  const cut = panels.flatMap(({ panel, limits }) => cutText(panel, limits) ?? [])
  if (cut.length > 0) sentences.push(`The axes show where the curves differ: ${cut.join('; ')}.`)
  return sentences
}

function trainLossText(seeds: number): string {
  const over = seeds > 1 ? ` and ${seeds} seeds, as long as they train,` : ''
  return (
    `Training loss: mean of ${blockSteps} steps${over} as a faint line, a band of one standard deviation of those losses ` +
    'to either side, and the moving mean over an epoch as a strong line.'
  )
}

function validationText(seeds: number): string {
  if (seeds < 2) return 'A dot marks the last validation before training stopped.'
  return (
    `Mean of ${seeds} seeds up to where the first of them stops, with a band of one standard deviation; ` +
    'thin lines are the single seeds beyond, a dot the last validation of each.'
  )
}

/** `all of training: 4 % of the values lie below 82.8 %` */
function cutText({ y: axis, title }: Panel, { below, above }: Limits): string | undefined {
  const percent = axis.format === 'percent'
  const value = (end: number) => (percent ? `${(end * 100).toFixed(1)} %` : String(Number(end.toPrecision(2))))
  const parts = [
    ...(below > 0 ? [`${share(below)} of the values lie below ${value(axis.domain[0])}`] : []),
    ...(above > 0 ? [`${share(above)} of the values lie above ${value(axis.domain[1])}`] : []),
  ]
  if (parts.length === 0) return undefined
  return `${title ? `${title}: ` : ''}${parts.join(' and ')}`
}

function share(value: number): string {
  const percent = value * 100
  return percent < 1 ? 'under 1 %' : `${percent.toFixed(0)} %`
}
