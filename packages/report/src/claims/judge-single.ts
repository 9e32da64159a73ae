import type { Check } from '../catalogue/claim.ts'
import { measureDefinitions, singleSeedMargin } from '../measures/definitions.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { type Evidence, openOutcome, valuesOf } from './evidence.ts'
import { compareToRegion, contains, estimate, type Region } from './interval.ts'
import type { Verdict } from './verdict.ts'
import { meanText, valuesText } from './words.ts'

export type Single = Extract<Check, { kind: 'near' | 'at-least' | 'at-most' | 'between' }>
export type Occurrence = Extract<Check, { kind: 'occurs' | 'never' }>

/** Whether one network's measure lies in a region; `wanted` says the region in words. */
export function judgeSingle(check: Single, region: Region, wanted: string, evidence: Evidence): CheckOutcome {
  const { measure, network } = check
  const values = valuesOf(network, measure, evidence)
  if (values.length === 0) return openOutcome(check, [network], evidence)
  const subject = `${measureDefinitions[measure].label} of ${evidence.label(network)}`
  if (!values.every(Number.isFinite)) {
    const brief = `${valuesText(measure, values)}; ${wanted}`
    return {
      check,
      verdict: unanimous(values.map(value => contains(region, value))),
      figures: `${subject}: ${brief}`,
      brief,
    }
  }
  const found = estimate(values, singleSeedMargin(measure, values[0]!))
  const brief = `${meanText(measure, found)}; ${wanted}`
  return { check, verdict: compareToRegion(found, region), figures: `${subject}: ${brief}`, brief, estimate: found }
}

/** Whether the measure came about at all, in every seed. */
export function judgeOccurrence(check: Occurrence, evidence: Evidence): CheckOutcome {
  const { measure, network, kind } = check
  const runs = evidence.networks.get(network)?.runs ?? []
  if (runs.length === 0) return openOutcome(check, [network], evidence)
  const values = runs.map(({ measures }) => measures[measure] ?? Number.POSITIVE_INFINITY)
  const seeds = runs.length === 1 ? 'one seed' : `${runs.length} seeds`
  const brief = `${valuesText(measure, values)} (${seeds})`
  const verdict = unanimous(values.map(value => Number.isFinite(value) === (kind === 'occurs')))
  return {
    check,
    verdict,
    figures: `${measureDefinitions[measure].label} of ${evidence.label(network)}: ${brief}`,
    brief,
  }
}

function unanimous(holds: readonly boolean[]): Verdict {
  if (holds.every(Boolean)) return 'reproduced'
  return holds.some(Boolean) ? 'within-noise' : 'not-reproduced'
}
