import { type MeasureName, measureNames } from '../catalogue/measure-names.ts'
import type { RunRecord } from '../input.ts'
import { measureRun, type RunMeasures } from './run-measures.ts'
import { mean, standardDeviation } from './statistics.ts'

/** One network's finished runs. */
export interface MeasuredNetwork {
  readonly network: string
  /** Ordered by seed. */
  readonly runs: readonly { readonly seed: number; readonly measures: RunMeasures }[]
}

export interface Spread {
  /** Over the seeds that have the measure. */
  readonly mean: number
  /** n − 1 in the denominator; 0 for one seed. */
  readonly standardDeviation: number
  readonly count: number
}

/** Finished runs only: what an interrupted one would have come to is not known. */
export function measureNetwork(network: string, runs: readonly RunRecord[]): MeasuredNetwork {
  const finished = runs
    .filter(run => run.network === network && run.status === 'finished' && run.history !== undefined)
    .toSorted((a, b) => a.seed - b.seed)
  return {
    network,
    runs: finished.map(({ seed, history, layers, diagnostics }) => {
      return { seed, measures: measureRun(history!, layers, diagnostics) }
    }),
  }
}

/** Mean and deviation over seeds; undefined when no run has the measure. */
export function spread({ runs }: MeasuredNetwork, measure: MeasureName): Spread | undefined {
  const values = runs.flatMap(run => run.measures[measure] ?? [])
  if (values.length === 0) return undefined
  return { mean: mean(values), standardDeviation: standardDeviation(values), count: values.length }
}

/** Every measure that some run has. */
export function spreads(network: MeasuredNetwork): { readonly [name in MeasureName]?: Spread } {
  return Object.fromEntries(
    measureNames.flatMap(name => {
      const found = spread(network, name)
      return found ? [[name, found]] : []
    }),
  )
}
