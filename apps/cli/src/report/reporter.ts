import type { ReportProgress } from './report-progress.ts'

/** How a piece of work ended, to be told. */
export interface Outcome {
  readonly kind: 'done' | 'failed' | 'interrupted'
  readonly label: string
  /** `stopped at epoch 14.4`, the highest first where there is no room for all. */
  readonly facts: readonly string[]
}

/** Shows the work on a report while it lasts. */
export interface ReportReporter {
  /** Something that takes a moment: `Loading MNIST`. */
  working(text: string): void
  /** What the report is about, then what there is to do. */
  start(header: readonly string[], progress: ReportProgress): void
  ended(outcome: Outcome): void
  /** A word to the person in front of the terminal that is no part of the output. */
  note(text: string): void
  /** Takes everything that is only good while the work lasts off the screen. Calling it again does nothing. */
  finish(): void
}

/** Says nothing at all. */
export const silentReporter: ReportReporter = { working() {}, start() {}, ended() {}, note() {}, finish() {} }
