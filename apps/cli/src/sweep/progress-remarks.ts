import type { ReportProgress } from '../report/report-progress.ts'
import { formatMetric } from './format-metric.ts'
import type { Metric } from './question.ts'
import type { TrialResult } from './trial-result.ts'

/** What stands behind the bar of a sweep: `2 running`, `best 97.10 %: 0.1 · 64`. */
export function progressRemarks(
  { active }: Pick<ReportProgress, 'active'>,
  results: readonly TrialResult[],
  metric: Metric,
): string[] {
  const best = bestTrial(results, metric)
  return [
    ...(best === undefined ? [] : [`best ${formatMetric(metric, best.figures[metric])}`]),
    ...(active.length === 0 ? [] : [`${active.length} running`]),
    ...(best === undefined ? [] : [best.trial.label]),
  ]
}

/** The single trial with the best figure. */
function bestTrial(results: readonly TrialResult[], metric: Metric) {
  const finished = results.filter(result => result.kind === 'finished')
  return finished.reduce<(typeof finished)[number] | undefined>((best, each) => {
    if (best === undefined) return each
    const [a, b] = [each.figures[metric], best.figures[metric]]
    return (metric === 'accuracy' ? a > b : a < b) ? each : best
  }, undefined)
}
