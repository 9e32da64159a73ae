import type { Panel, Point, Series } from '@blasnet/report/figures'
import type { Axis } from '../axis.ts'
import { settingAxis } from './axis-of.ts'
import type { ShownTrial, ShownTrials } from './shown-trials.ts'
import { bestDot, beyondDot, medianLine, trialDot } from './strokes.ts'

/** Trials of one value stand side by side, so far apart and no wider than this; values are 1 apart. */
const apart = 0.06
const widest = 0.5

/** All trials against one setting, and for a list of numbers the medians at each. */
export function settingPanel(axis: Axis, { y, best, others, beyond }: ShownTrials): Panel {
  const { x, place, shared, ordered } = settingAxis(axis)
  const all = [...best, ...others, ...beyond].toSorted(
    (a, b) => a.trial.group - b.trial.group || a.trial.seed - b.trial.seed,
  )
  const places = new Map(all.map(each => [each, place(each.trial)]))
  for (const at of shared)
    spreadOut(
      at,
      all.filter(each => places.get(each) === at),
      places,
    )
  const points = (trials: readonly ShownTrial[]) => trials.map((each): Point => [places.get(each)!, each.height])
  const medians = shared.flatMap((at): Point[] => {
    const own = [...best, ...others].filter(({ trial }) => place(trial) === at).map(({ height }) => height)
    return own.length === 0 ? [] : [[at, median(own)]]
  })
  const series: Series[] = [
    { key: 'beyond', label: 'beyond', stroke: beyondDot, points: points(beyond), dots: true },
    { key: 'trials', label: 'trials', stroke: trialDot, points: points(others), dots: true },
    { key: 'best', label: 'best', stroke: bestDot, points: [], stops: points(best) },
  ]
  const line: Series = { key: 'median', label: 'median', stroke: medianLine, points: medians }
  return { x, y, series: ordered && medians.length > 1 ? [line, ...series] : series }
}

/** In the order of the plan, around the place that they share. */
function spreadOut(at: number, trials: readonly ShownTrial[], places: Map<ShownTrial, number>): void {
  const step = Math.min(apart, widest / trials.length)
  for (const [index, each] of trials.entries()) places.set(each, at + (index - (trials.length - 1) / 2) * step)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}
