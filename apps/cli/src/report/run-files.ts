import { rm } from 'node:fs/promises'
import path from 'node:path'
import { type RunFolder, runFolder } from '../train/run-folder.ts'
import type { TrainableRun } from './plan.ts'

/** The files of one network of a report: those of `blasnet train`, and what happened in its layers. */
export interface ReportRunFolder extends RunFolder {
  readonly diagnostics: string
}

/** Relative to the report's folder: `runs/baseline-1`. */
export function runFolderName({ id }: Pick<TrainableRun, 'id'>): string {
  return `runs/${id}`
}

export function reportRunFolder(report: string, run: Pick<TrainableRun, 'id'>): ReportRunFolder {
  const folder = path.join(report, runFolderName(run))
  return { ...runFolder(folder), diagnostics: path.join(folder, 'diagnostics.json') }
}

/** Removes what an earlier run left, so that nothing of it is taken for the new one. The history, which says that a run is whole, first. */
export async function clearRun({ history, config, model, diagnostics }: ReportRunFolder): Promise<void> {
  for (const file of [history, config, model, diagnostics]) await rm(file, { force: true })
}
