import type { Evidence } from '../claims/evidence.ts'
import type { MeasuredNetwork } from '../measures/over-seeds.ts'
import type { RunMeasures } from '../measures/run-measures.ts'

/** Evidence from measures written down, seed after seed from 1. */
export function evidenceOf(networks: Readonly<Record<string, readonly RunMeasures[]>>): Evidence {
  const entries = Object.entries(networks).map(([network, runs]): [string, MeasuredNetwork] => {
    return [network, { network, runs: runs.map((measures, index) => ({ seed: index + 1, measures })) }]
  })
  return { networks: new Map(entries), label: id => id.toUpperCase() }
}

/** Values of one measure, seed after seed. */
export function valuesOf(measure: keyof RunMeasures, ...values: readonly (number | undefined)[]): RunMeasures[] {
  return values.map(value => (value === undefined ? {} : { [measure]: value }))
}
