import { compareRuns, type TextTable, writeComparison } from '@blasnet/report'
import { writeJson, writeLine } from '../terminal/output.ts'
import { renderTable } from '../terminal/table.ts'
import { outputView, type View } from '../terminal/view.ts'
import { claimFolder } from '../train/claim-folder.ts'
import { shortPath } from '../train/short-path.ts'
import { readRuns } from './read-runs.ts'
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
    else for (const line of comparisonLines(comparison.table, files, outputView())) writeLine(line)
  } finally {
    await claimed.release()
  }
}

function comparisonLines(table: TextTable, files: readonly string[], view: View): string[] {
  const { style, tableColumns } = view
  const columns = table.columns.map(({ title, align }, index) => {
    // The name stays whatever the width; the first columns say most.
    return { title, align, ...(index > 0 && { dispensable: index }) }
  })
  return [
    ...renderTable({ columns, rows: table.rows, style, width: tableColumns, wrapTitles: true }),
    '',
    ...files.map(file => style.dim(shortPath(file))),
  ]
}
