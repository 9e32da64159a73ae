import type { Check } from '../catalogue/claim.ts'
import type { MeasureName } from '../catalogue/measure-names.ts'
import { measureDefinitions } from '../measures/definitions.ts'
import type { MeasuredNetwork } from '../measures/over-seeds.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { measuredValue } from './pairs.ts'

/** What checks are judged on. */
export interface Evidence {
  /** By id of the network; one without finished runs may be absent. */
  readonly networks: ReadonlyMap<string, MeasuredNetwork>
  readonly label: (network: string) => string
}

/** Over the seeds; ∞ for what never happened. */
export function valuesOf(network: string, measure: MeasureName, { networks }: Evidence): number[] {
  return (networks.get(network)?.runs ?? []).flatMap(run => measuredValue(run, measure) ?? [])
}

/** The outcome of a check that cannot be decided, and why. */
export function openOutcome(check: Check, networks: readonly string[], evidence: Evidence): CheckOutcome {
  const missing = networks.filter(id => (evidence.networks.get(id)?.runs.length ?? 0) === 0)
  const figures =
    missing.length > 0
      ? `no finished run of ${missing.map(evidence.label).join(', ')}`
      : `${measureDefinitions[check.measure].label} was not measured`
  return { check, verdict: 'open', figures, brief: figures }
}
