import { runFolderName } from '../report/run-files.ts'
import { trainCommandOf } from './best-command.ts'
import type { SweepPlan } from './plan.ts'
import type { Metric } from './question.ts'
import type { RankedGroup } from './rank.ts'
import type { TrialResult } from './trial-result.ts'

export interface ResultFacts {
  readonly plan: SweepPlan
  readonly metric: Metric
  readonly results: readonly TrialResult[]
  readonly ranking: readonly RankedGroup[]
}

/** What `results.json` holds. Shares are 0 … 1; the spread over seeds of one that diverged has null for it. */
export function resultsJson({ plan, metric, results, ranking }: ResultFacts) {
  const { question } = plan
  const best = ranking.find(({ finished }) => finished > 0)
  return {
    metric,
    settings: question.axes.map(({ flag }) => flag.setting),
    complete: results.every(({ kind }) => kind !== 'missing'),
    best: best && { values: valuesOf(best.values), command: trainCommandOf(question, best.values, 'blasnet') },
    ranking: ranking.map(each => ({
      values: valuesOf(each.values),
      finished: each.finished,
      diverged: each.diverged,
      accuracy: each.spread('accuracy'),
      loss: each.spread('loss'),
    })),
    trials: results.map(result => ({
      name: result.trial.id,
      folder: runFolderName(result.trial),
      values: valuesOf(result.trial.values),
      seed: result.trial.seed,
      status: result.kind,
      ...(result.kind === 'finished' && result.figures),
      ...(result.kind === 'diverged' && { message: result.message }),
    })),
  }
}

function valuesOf(values: RankedGroup['values']): Record<string, unknown> {
  return Object.fromEntries([...values].map(([setting, { value }]) => [setting, value]))
}
