import type { RunHistory } from '@blasnet/report'
import type { Trial } from './trial.ts'

/** How good a network is at its last validation, and what it took. Shares are 0 … 1. */
export interface TrialFigures {
  readonly accuracy: number
  readonly loss: number
  readonly trainAccuracy: number
  /** Passes over the training data. */
  readonly epoch: number
  readonly parameters: number
  readonly seconds: number
}

/** What became of a trial. */
export type TrialResult =
  | { readonly kind: 'finished'; readonly trial: Trial; readonly figures: TrialFigures }
  /** A result as well: with these settings the loss grows beyond all bounds. */
  | { readonly kind: 'diverged'; readonly trial: Trial; readonly message: string }
  | { readonly kind: 'missing'; readonly trial: Trial }

/** The result that a history stands for; `missing` when it was ended before it was validated. */
export function resultOf(trial: Trial, { validation, stopped, parameters, seconds }: RunHistory): TrialResult {
  const last = validation.at(-1)
  if (last === undefined) return { kind: 'missing', trial }
  const { accuracy, loss, trainAccuracy } = last
  const figures = { accuracy, loss, trainAccuracy, epoch: stopped.epoch, parameters, seconds: seconds.total }
  return { kind: 'finished', trial, figures }
}
