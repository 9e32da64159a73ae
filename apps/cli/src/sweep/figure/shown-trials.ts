import type { Axis } from '@blasnet/report/figures'
import type { Metric } from '../question.ts'
import type { Trial } from '../trial.ts'
import type { TrialResult } from '../trial-result.ts'
import { clampTo, metricAxis } from './metric-axis.ts'

/** A trial and how high it stands. */
export interface ShownTrial {
  readonly trial: Trial
  readonly height: number
}

/** The trials of a sweep as a figure shows them. */
export interface ShownTrials {
  readonly y: Axis
  /** Of the best combination. */
  readonly best: readonly ShownTrial[]
  readonly others: readonly ShownTrial[]
  /** At the worse end of the axis: those that diverged, and ones too bad for it. */
  readonly beyond: readonly ShownTrial[]
  /** What the last ones are: `2 diverged`. */
  readonly beyondText: string
}

/**
 * Heights of all trials that have ended.
 *
 * @param results at least one of which has finished
 * @param group of the best combination
 */
export function shownTrials(results: readonly TrialResult[], metric: Metric, group: number): ShownTrials {
  const finished = results.flatMap(each => {
    return each.kind === 'finished' ? [{ trial: each.trial, height: each.figures[metric] }] : []
  })
  const y = metricAxis(
    metric,
    finished.map(({ height }) => height),
  )
  const inSight = finished.filter(({ height }) => clampTo(y, height) === height)
  const off = finished.filter(each => !inSight.includes(each))
  const diverged = results.filter(({ kind }) => kind === 'diverged')
  const worst = y.domain[metric === 'accuracy' ? 0 : 1]
  const words = [
    ...(diverged.length > 0 ? [`${diverged.length} diverged`] : []),
    ...(off.length > 0 ? [`${off.length} beyond the axis`] : []),
  ]
  return {
    y,
    best: inSight.filter(({ trial }) => trial.group === group),
    others: inSight.filter(({ trial }) => trial.group !== group),
    beyond: [...off, ...diverged].map(({ trial }) => ({ trial, height: worst })),
    beyondText: words.join(', '),
  }
}
