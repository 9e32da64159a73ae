import type { Check } from '../catalogue/claim.ts'
import type { MeasureName } from '../catalogue/measure-names.ts'
import { measureDefinitions } from '../measures/definitions.ts'
import { formatWidth } from '../measures/format.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { type Evidence, openOutcome, valuesOf } from './evidence.ts'
import type { Region } from './interval.ts'
import { judgePairs, type PairOutcome, pairsOf } from './pairs.ts'
import { allOf, type Verdict } from './verdict.ts'
import { differenceText, percentWidth, valuesText } from './words.ts'

export type Compared = Extract<Check, { kind: 'greater' | 'less' | 'about-equal' }>
export type Several = Extract<Check, { kind: 'order' | 'lowest' | 'highest' }>

/** Of two networks. */
export function judgeComparison(check: Compared, other: string, region: Region, evidence: Evidence): CheckOutcome {
  const { measure, network, relative = false } = check
  const found = comparePair(measure, network, other, region, evidence, relative)
  if (found.pairs.length === 0) return openOutcome(check, [network, other], evidence)
  const { label } = evidence
  const first = `${label(network)} ${valuesText(
    measure,
    found.pairs.map(pair => pair.first),
  )}`
  const second = `${label(other)} ${valuesText(
    measure,
    found.pairs.map(pair => pair.second),
  )}`
  const outcome = outcomeText(measure, found, relative)
  const figures = `${measureDefinitions[measure].label}: ${first}, ${second}; ${outcome}${wantedText(check, relative)}`
  const brief = found.estimate ? outcome : `${first}, ${second}; ${outcome}`
  return { check, verdict: found.verdict, figures, brief, ...(found.estimate && { estimate: found.estimate }) }
}

/** Of several networks, two at a time: each pair with the region that its difference must lie in. */
export function judgeSeveral(
  check: Several,
  pairs: readonly { readonly first: string; readonly second: string; readonly region: Region }[],
  evidence: Evidence,
): CheckOutcome {
  const { measure } = check
  const found = pairs.map(({ first, second, region }) => comparePair(measure, first, second, region, evidence, false))
  const ids = check.kind === 'order' ? check.networks : [check.network, ...check.among]
  if (found.some(outcome => outcome.pairs.length === 0)) return openOutcome(check, ids, evidence)
  const { label } = evidence
  const values = ids.map(id => `${label(id)} ${valuesText(measure, valuesOf(id, measure, evidence))}`).join(', ')
  const differences = found.map((outcome, index) => {
    const { first, second } = pairs[index]!
    return `${label(first)} − ${label(second)}: ${outcomeText(measure, outcome, false)}`
  })
  return {
    check,
    verdict: allOf(found.map(({ verdict }) => verdict)),
    figures: `${measureDefinitions[measure].label}: ${values}. ${differences.join('; ')}`,
    brief: values,
  }
}

function comparePair(
  measure: MeasureName,
  first: string,
  second: string,
  region: Region,
  { networks }: Evidence,
  relative: boolean,
): PairOutcome {
  const [a, b] = [networks.get(first), networks.get(second)]
  return judgePairs(measure, a && b ? pairsOf(measure, a, b) : [], region, relative)
}

function wantedText(check: Compared, relative: boolean): string {
  const width = (value: number) => (relative ? percentWidth(value) : formatWidth(check.measure, value))
  if (check.kind === 'about-equal') return `; about equal means within ±${width(check.tolerance)}`
  const { by = 0 } = check
  if (by === 0) return ''
  const [more, less] = check.kind === 'greater' ? ['more', 'less'] : ['less', 'more']
  return by > 0 ? `; expected over ${width(by)} ${more}` : `; expected at most ${width(by)} ${less}`
}

function outcomeText(measure: MeasureName, { estimate: found, verdict }: PairOutcome, relative: boolean): string {
  return found ? differenceText(measure, found, relative) : endlessText[verdict]
}

/** Where a mean difference cannot be taken. */
const endlessText: { readonly [verdict in Verdict]: string } = {
  reproduced: 'so in every seed',
  'not-reproduced': 'the other way in every seed',
  'within-noise': 'the seeds do not agree, or neither gets there',
  open: '',
}
