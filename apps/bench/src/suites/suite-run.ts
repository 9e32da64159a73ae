import type { Result, Suite } from '../results/document.ts'

/** What a suite is told while it measures. */
export interface RunContext {
  /** Aborted by Ctrl-C: a suite then resolves with the results that have samples. */
  readonly signal: AbortSignal
  /** Says what is being done, in a few words: a line on a terminal, nothing elsewhere. */
  readonly progress: (text: string) => void
}

/** A figure that is written as `NAME.svg`. */
export interface NamedFigure {
  readonly name: string
  /** A whole SVG document. */
  readonly svg: string
}

/** One suite with its options: what a command runs, and `bench all` one after the other. */
export interface SuiteRun {
  readonly suite: Suite
  measure(context: RunContext): Promise<Result[]>
  /** Lines of at most 100 columns; results may be fewer than asked for, after an interruption. */
  render(results: readonly Result[]): string
  figures?(results: readonly Result[]): NamedFigure[]
}
