import { type Dataset, type Normalisation, normalisationStatistics } from '@blasnet/datasets'
import { readFinishedRun } from '../report/finished-run.ts'
import { reportRunFolder } from '../report/run-files.ts'
import { readDiverged } from './diverged-file.ts'
import type { PreparedTrial } from './prepare.ts'
import { trainable } from './trainable.ts'
import { resultOf, type TrialResult } from './trial-result.ts'

/** What an earlier run of the sweep has left that need not be done again. */
export interface TakenOver {
  /** By the id of the trial. */
  readonly results: ReadonlyMap<string, TrialResult>
  /** A sentence for each trial whose results are there and cannot be used. */
  readonly remarks: readonly string[]
}

/** Looks for the results of every trial in the folder of a sweep. */
export async function takeOver(trials: readonly PreparedTrial[], folder: string, models: boolean): Promise<TakenOver> {
  const results = new Map<string, TrialResult>()
  const remarks: string[] = []
  const normalisationOf = normalisations()
  for (const { trial, data } of trials) {
    const files = reportRunFolder(folder, trial)
    const wanted = { settings: data.settings, normalisation: normalisationOf(data.train) }
    const found = await readFinishedRun(trainable(trial, models), wanted, files)
    if (found.kind === 'finished') results.set(trial.id, resultOf(trial, found.record.history!))
    if (found.kind === 'other') remarks.push(`${trial.id} is trained again: ${found.reason}`)
    if (found.kind !== 'absent') continue
    const message = await readDiverged(files, data.settings)
    if (message !== undefined) results.set(trial.id, { kind: 'diverged', trial, message })
  }
  return { results, remarks }
}

/** Mean and deviation of each stretch of memory once: trials share their training images. */
function normalisations(): (data: Dataset) => Normalisation {
  const known = new Map<ArrayBufferLike, Map<number, Normalisation>>()
  return data => {
    // All begin with the first image.
    const { buffer, length } = data.inputs
    const ofBuffer = known.get(buffer) ?? new Map<number, Normalisation>()
    const normalisation = ofBuffer.get(length) ?? normalisationStatistics(data)
    known.set(buffer, ofBuffer.set(length, normalisation))
    return normalisation
  }
}
