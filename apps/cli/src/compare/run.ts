import { compareRuns, writeComparison } from '@blasnet/report'
import { writeJson, writeLine } from '../terminal/output.ts'
import { outputView } from '../terminal/view.ts'
import { claimFolder } from '../train/claim-folder.ts'
import { readRuns } from './read-runs.ts'
import { renderComparison } from './render.ts'
import { runFigures } from './run-figures.ts'

export interface CompareRequest {
  readonly folders: readonly string[]
  /** `--out` */
  readonly out?: string | undefined
  readonly json: boolean
}

/**
 * Writes a comparison of runs and prints it.
 *
 * @throws UsageError, Failure or BlasnetError; nothing is written then
 */
export async function runCompare({ folders, out, json }: CompareRequest): Promise<void> {
  const runs = await readRuns(folders)
  const comparison = compareRuns(runs)
  const claimed = await claimFolder({ out, name: 'comparison' })
  try {
    const files = await writeComparison(comparison, claimed.folder)
    if (json) writeJson({ runs: runs.map(runFigures), files })
    else for (const line of renderComparison(comparison.table, files, outputView())) writeLine(line)
  } finally {
    await claimed.release()
  }
}
