import type { RunHistory } from './input.ts'
import type { TextTable } from './table.ts'

/** A run to compare: the folder's `history.json` and, when it has one, `config.json`. */
export interface ComparedRun {
  /** As it is to stand in table and legend: the folder's name. */
  readonly name: string
  readonly history: RunHistory
  readonly config?: Readonly<Record<string, unknown>>
}

export interface Figure {
  /** Of its files, without extension. */
  readonly name: string
  readonly title: string
  readonly caption: string
  /** A whole SVG document. */
  readonly svg: string
}

export interface Comparison {
  readonly table: TextTable
  /** The table and the figures, linked as `NAME.svg`. */
  readonly markdown: string
  readonly figures: readonly Figure[]
}

/**
 * A table and figures of any runs.
 *
 * @throws OptionError when there is no run, or two have one name
 */
export function compareRuns(_runs: readonly ComparedRun[]): Comparison {
  throw new Error('not written yet')
}

/** Writes `comparison.md` and every figure as SVG and PNG into `folder`. Gives the absolute paths. */
export async function writeComparison(_comparison: Comparison, _folder: string): Promise<readonly string[]> {
  throw new Error('not written yet')
}
