import { type Normalisation, normalisationStatistics } from '@blasnet/datasets'
import type { GradientCheckRecord, RunRecord } from '@blasnet/report'
import { readCheck } from './check-file.ts'
import { readFinishedRun } from './finished-run.ts'
import type { PreparedWork } from './prepare.ts'
import { reportRunFolder } from './run-files.ts'

/** What an earlier report has left that need not be done again. */
export interface TakenOver {
  /** By the id of the planned run. */
  readonly runs: ReadonlyMap<string, RunRecord>
  /** By the id of the task. */
  readonly checks: ReadonlyMap<string, GradientCheckRecord>
  /** A sentence for each run whose results are there and cannot be used. */
  readonly remarks: readonly string[]
}

export const nothingTakenOver: TakenOver = { runs: new Map(), checks: new Map(), remarks: [] }

/** Looks for finished results of everything that is to be done, in the folder of a report. */
export async function takeOver({ runs, checks }: PreparedWork, folder: string): Promise<TakenOver> {
  const found = { runs: new Map<string, RunRecord>(), checks: new Map<string, GradientCheckRecord>() }
  const remarks: string[] = []
  const normalisations = new Map<string, Normalisation>()
  for (const { run, data } of runs) {
    const { settings, train } = data
    const samples = `${settings.trainSamples} of ${settings.data}`
    const normalisation = normalisations.get(samples) ?? normalisationStatistics(train)
    normalisations.set(samples, normalisation)
    const finished = await readFinishedRun(run, { settings, normalisation }, reportRunFolder(folder, run))
    if (finished.kind === 'finished') found.runs.set(run.id, finished.record)
    if (finished.kind === 'other') remarks.push(`${run.id} is trained again: ${finished.reason}`)
  }
  for (const { check } of checks) {
    const record = await readCheck(folder, check)
    if (record) found.checks.set(check.task.id, record)
  }
  return { ...found, remarks }
}
