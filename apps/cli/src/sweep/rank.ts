import type { Combination } from './axis.ts'
import type { Metric } from './question.ts'
import type { TrialFigures, TrialResult } from './trial-result.ts'

/** Middle and ends of what the seeds of a combination gave. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** The trials of one combination: its seeds. */
export interface RankedGroup {
  readonly group: number
  readonly values: Combination
  readonly results: readonly TrialResult[]
  /** How many have finished, and how many have diverged. */
  readonly finished: number
  readonly diverged: number
  /** Of a figure over the seeds that have ended; a diverged one is worse than all others. undefined: none has. */
  spread(figure: keyof TrialFigures): Spread | undefined
}

/**
 * Combinations by the median of the metric over their seeds, the best first; those of equal rank in the order of the
 * plan, those that diverged behind all that did not, and those without results left out.
 */
export function rankGroups(results: readonly TrialResult[], metric: Metric): RankedGroup[] {
  const groups = new Map<number, TrialResult[]>()
  for (const result of results) {
    const { group } = result.trial
    groups.set(group, [...(groups.get(group) ?? []), result])
  }
  const ranked = [...groups].map(([group, own]) => rankedGroup(group, own))
  const score = (each: RankedGroup) => {
    const median = each.spread(metric)?.median ?? Number.NaN
    return metric === 'accuracy' ? -median : median
  }
  return ranked.filter(each => each.finished + each.diverged > 0).sort((a, b) => compare(score(a), score(b)))
}

function rankedGroup(group: number, results: readonly TrialResult[]): RankedGroup {
  const figures = results.flatMap(result => (result.kind === 'finished' ? [result.figures] : []))
  const diverged = results.filter(({ kind }) => kind === 'diverged').length
  return {
    ...{ group, values: results[0]!.trial.values, results, finished: figures.length, diverged },
    spread: figure => {
      const worst =
        figure === 'accuracy' || figure === 'trainAccuracy' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
      const counted = figure === 'accuracy' || figure === 'loss' ? diverged : 0
      return spread([...figures.map(each => each[figure]), ...Array<number>(counted).fill(worst)])
    },
  }
}

function spread(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined
  const sorted = values.toSorted((a, b) => a - b)
  const [below, above] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
  return { median: below === above ? below : (below + above) / 2, low: sorted[0]!, high: sorted.at(-1)! }
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}
