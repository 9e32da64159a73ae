import type { TrainingEvent } from '@blasnet/core'
import type { RunDescription } from './header.ts'

/** What is known about a run before its first step. */
export interface RunPlan {
  readonly description: RunDescription
  readonly stepsPerEpoch: number
  /** Most steps the run can take. */
  readonly maxSteps: number
  /** Draw the learning rate over the run. */
  readonly showSchedule?: boolean
}

/** Shows a training run while it runs. */
export interface Reporter {
  /** Something that takes a moment before training starts: `Loading MNIST`. */
  working(text: string): void
  start(plan: RunPlan): void
  event(event: TrainingEvent): void
  /** A word to the person in front of the terminal that is no part of the output. */
  note(text: string): void
  /** Takes everything that is only good while the run lasts off the screen. Calling it again does nothing. */
  finish(): void
}

/** Says nothing at all. */
export const silentReporter: Reporter = { working() {}, start() {}, event() {}, note() {}, finish() {} }
