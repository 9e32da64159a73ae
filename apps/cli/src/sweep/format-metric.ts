import { loss, percent } from '../train/format.ts'
import type { Metric } from './question.ts'

/** A figure as people read it: `97.10 %`, `0.1234`, and where it is not finite, `diverged`. */
export function formatMetric(metric: Metric | 'trainAccuracy', value: number): string {
  if (!Number.isFinite(value)) return 'diverged'
  return metric === 'loss' ? loss(value) : percent(value)
}
