import type { MeasureName } from '../catalogue/measure-names.ts'
import { singleSeedMargin } from '../measures/definitions.ts'
import type { MeasuredNetwork } from '../measures/over-seeds.ts'
import { compareToRegion, contains, type Estimate, estimate, type Region } from './interval.ts'
import type { Verdict } from './verdict.ts'

/** Measures that a run may lack because what they count never happened; that is later than any step. */
const endless: ReadonlySet<MeasureName> = new Set(['stepsTo90', 'stepsTo95', 'validationLossTurnStep'])

/** A value, ∞ for what never happened, undefined for what was not measured. */
export function measuredValue(run: MeasuredNetwork['runs'][number], measure: MeasureName): number | undefined {
  return run.measures[measure] ?? (endless.has(measure) ? Number.POSITIVE_INFINITY : undefined)
}

export interface Pair {
  readonly seed: number
  readonly first: number
  readonly second: number
}

/** The two networks' values for the seeds that both were trained with. */
export function pairsOf(measure: MeasureName, first: MeasuredNetwork, second: MeasuredNetwork): Pair[] {
  return first.runs.flatMap(run => {
    const other = second.runs.find(({ seed }) => seed === run.seed)
    const [a, b] = [measuredValue(run, measure), other && measuredValue(other, measure)]
    return a === undefined || b === undefined ? [] : [{ seed: run.seed, first: a, second: b }]
  })
}

export interface PairOutcome {
  readonly verdict: Verdict
  /** Of first − second, or of that over the second. Absent when ∞ is among the values, or no pair is there. */
  readonly estimate?: Estimate
  readonly pairs: readonly Pair[]
}

/** Judges first − second, seed by seed, against a region; with `relative` the difference is a share of the second. */
export function judgePairs(
  measure: MeasureName,
  pairs: readonly Pair[],
  region: Region,
  relative: boolean = false,
): PairOutcome {
  if (pairs.length === 0) return { verdict: 'open', pairs }
  if (pairs.some(({ first, second }) => !Number.isFinite(first) || !Number.isFinite(second)))
    return { verdict: judgeEndless(pairs, region, relative), pairs }
  const { first, second } = pairs[0]!
  const near = (Math.abs(first) + Math.abs(second)) / 2
  const found = { ...estimate(pairs.map(differenceOf(relative)), marginOf(measure, pairs[0]!, relative)), near }
  return { verdict: compareToRegion(found, region), estimate: found, pairs }
}

const differenceOf =
  (relative: boolean) =>
  ({ first, second }: Pair): number =>
    relative ? (first - second) / second : first - second

/** The margin holds for the two networks together: it is made for differences. */
function marginOf(measure: MeasureName, { first, second }: Pair, relative: boolean): number {
  const size = (Math.abs(first) + Math.abs(second)) / 2
  const margin = singleSeedMargin(measure, size)
  return relative ? margin / Math.abs(second) : margin
}

/** Without a mean to take, only what all seeds agree on decides. */
function judgeEndless(pairs: readonly Pair[], region: Region, relative: boolean): Verdict {
  const inside = pairs.map(pair => {
    if (pair.first === pair.second) return undefined
    return contains(region, Number.isFinite(pair.second) ? differenceOf(relative)(pair) : Number.NEGATIVE_INFINITY)
  })
  if (inside.every(value => value === true)) return 'reproduced'
  if (inside.every(value => value === false)) return 'not-reproduced'
  return 'within-noise'
}
