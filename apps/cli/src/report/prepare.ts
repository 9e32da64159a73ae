import { makeNetwork } from '../train/make-network.ts'
import type { PreparedData } from '../train/prepare-data.ts'
import { DataStore } from './data-store.ts'
import type { Plan, PlannedCheck, PlannedRun } from './plan.ts'

/** A network with the samples it is trained on. */
export interface PreparedRun {
  readonly run: PlannedRun
  readonly data: PreparedData
}

export interface PreparedCheck {
  readonly check: PlannedCheck
  readonly data: PreparedData
}

export interface PreparedWork {
  readonly runs: readonly PreparedRun[]
  readonly checks: readonly PreparedCheck[]
  /** The samples to be described. */
  readonly described: PreparedData | undefined
}

/**
 * Loads the data of everything that is planned and makes each network once, so that a mistake in the last one is
 * found before the first is trained.
 *
 * @throws UsageError that names the setting; BlasnetError when files are not sound
 */
export async function prepareWork({ runs, checks, described }: Plan): Promise<PreparedWork> {
  const store = new DataStore()
  const preparedRuns: PreparedRun[] = []
  const made = new Set<string>()
  for (const run of runs) {
    const data = await store.prepare(run.settings, run.nameSetting)
    preparedRuns.push({ run, data })
    if (made.has(run.network.id)) continue
    made.add(run.network.id)
    const network = await makeNetwork(data, run.nameSetting)
    network.dispose()
  }
  const preparedChecks: PreparedCheck[] = []
  for (const check of checks) {
    preparedChecks.push({ check, data: await store.prepare(check.settings, check.nameSetting) })
  }
  return {
    runs: preparedRuns,
    checks: preparedChecks,
    described: described && (await store.prepare(described.settings, described.nameSetting)),
  }
}
