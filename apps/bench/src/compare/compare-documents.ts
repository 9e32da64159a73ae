import type { Document, Result, Work } from '../results/document.ts'
import { isYardstick } from '../suites/yardsticks.ts'
import { type MedianRatio, medianRatio } from './median-ratio.ts'
import { normaliser } from './normalise.ts'
import { seedOf } from './random.ts'

export interface CompareOptions {
  /** More time than this share is a regression: 0.05. */
  readonly threshold: number
  /** Count time in units of the matrix product's, each run by its own. */
  readonly normalise: boolean
}

/** `unclear`: too few samples to tell a change from noise. */
export type Verdict = 'slower' | 'faster' | 'same' | 'unclear'

/** One result that both documents have; ratios are of the time for the same work, new to old. */
export interface Change extends MedianRatio {
  readonly id: string
  readonly verdict: Verdict
  /** Slower by more than the threshold beyond noise, by the whole of the interval, and blasnet's own. */
  readonly regression: boolean
  /** Whether it is blasnet that was measured, and neither the machine nor another program. */
  readonly own: boolean
  /** Median seconds of a step (or of what one sample is), as measured. */
  readonly before: number
  readonly after: number
}

export interface DocumentsCompared {
  /** In the order of the new document. */
  readonly changes: readonly Change[]
  readonly onlyInOld: readonly string[]
  readonly onlyInNew: readonly string[]
  /** Ids that could not be normalised: no matrix product of their dtype and threads in both documents. */
  readonly notNormalised: readonly string[]
}

/** Fewer samples a side than this cannot be told from noise. */
export const fewestSamples = 5

/** Compares results by id. */
export function compareDocuments(old: Document, recent: Document, options: CompareOptions): DocumentsCompared {
  const before = new Map(old.results.map(result => [result.id, result]))
  const recentIds = new Set(recent.results.map(({ id }) => id))
  const normalise = options.normalise ? normaliser(old, recent) : undefined
  const notNormalised: string[] = []
  const changes = recent.results.flatMap((result): Change[] => {
    const earlier = before.get(result.id)
    if (earlier === undefined) return []
    const seconds = comparableSeconds(earlier, result)
    const inPeaks = normalise?.(earlier, result, seconds)
    if (options.normalise && inPeaks === undefined) notNormalised.push(result.id)
    return [judge(earlier, result, seconds, inPeaks ?? seconds, options)]
  })
  return {
    changes,
    onlyInOld: old.results.map(({ id }) => id).filter(id => !recentIds.has(id)),
    onlyInNew: [...recentIds].filter(id => !before.has(id)),
    notNormalised,
  }
}

/** Samples of both, for the same work. */
export interface Seconds {
  readonly before: readonly number[]
  readonly after: readonly number[]
}

const units = ['steps', 'samples', 'flops', 'bytes'] as const satisfies readonly (keyof Work)[]

/** Seconds a unit of work that both know; how much of it went into a sample may differ between runs. */
function comparableSeconds(before: Result, after: Result): Seconds {
  const unit = units.find(one => before.work[one] !== undefined && after.work[one] !== undefined)
  const perUnit = ({ work, seconds }: Result) => seconds.map(s => s / ((unit && work[unit]) ?? 1))
  return { before: perUnit(before), after: perUnit(after) }
}

function judge(
  earlier: Result,
  result: Result,
  seconds: Seconds,
  compared: Seconds,
  { threshold }: CompareOptions,
): Change {
  const { id } = result
  const change = medianRatio(compared.before, compared.after, seedOf(id))
  const verdict = verdictOf(change, Math.min(earlier.seconds.length, result.seconds.length))
  const own = isOwn(result)
  const median = (row: readonly number[]) => medianRatio([1], row, 0).ratio
  return {
    id,
    ...change,
    verdict,
    own,
    regression: own && verdict === 'slower' && change.low > 1 + threshold,
    before: median(seconds.before),
    after: median(seconds.after),
  }
}

function verdictOf({ low, high }: MedianRatio, samples: number): Verdict {
  if (samples < fewestSamples) return 'unclear'
  if (low > 1) return 'slower'
  return high < 1 ? 'faster' : 'same'
}

function isOwn(result: Result): boolean {
  const { by, peer } = result.setup
  return !isYardstick(result) && by !== 'C' && (peer === undefined || peer === 'blasnet')
}
