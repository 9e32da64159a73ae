import type { ReportInput } from './input.ts'
import type { TextTable } from './table.ts'

/** Where a report was written. Absolute paths. */
export interface ReportFiles {
  readonly page: string
  readonly markdown: string
  readonly json: string
  /** Every SVG and PNG. */
  readonly figures: readonly string[]
}

export interface ReportResult {
  readonly files: ReportFiles
  /** The summary table of the page, for a terminal. */
  readonly summary: TextTable
  /** How many claims ended how. */
  readonly verdicts: {
    readonly reproduced: number
    readonly withinNoise: number
    readonly notReproduced: number
    /** Could not be decided: runs are missing. */
    readonly open: number
  }
  /** What a partial report lacks, a sentence each; empty when nothing is. */
  readonly missing: readonly string[]
}

/**
 * Writes `index.html`, `report.md`, `report.json` and `figures/*.svg` and `*.png` into `folder`, which is made when it
 * is not there. Each file is written whole or not at all; runs in `folder` are left alone.
 */
export async function buildReport(_input: ReportInput, _folder: string): Promise<ReportResult> {
  throw new Error('not written yet')
}
