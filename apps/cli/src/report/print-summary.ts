import type { ReportResult, RunRecord } from '@blasnet/report'
import { writeLine } from '../terminal/output.ts'
import { outputView } from '../terminal/view.ts'
import { summaryLines } from './summary-lines.ts'

export interface ReportEnd {
  readonly result: ReportResult
  readonly runs: readonly RunRecord[]
  /** By the clock, of everything. */
  readonly seconds: number
  /** The command that finishes a partial report. */
  readonly resume: string | undefined
}

/** Prints the end of a report on standard output. */
export function printSummary(end: ReportEnd): void {
  for (const line of ['', ...summaryLines(end, outputView())]) writeLine(line)
}
