import type { Network, Stopped, TrainingResult, ValidationPoint } from '@blasnet/core'
import { describeMachine, type Machine } from './machine.ts'

/** What `history.json` holds. Steps count from 0: `step` is an index into `trainLoss`. */
export interface RunHistory {
  readonly parameters: number
  /** Loss of every step's batch, before its update. */
  readonly trainLoss: readonly number[]
  readonly validation: readonly HistoryPoint[]
  readonly stopped: Stopped
  /** All test images, measured once with the network that is saved; not there unless asked for. */
  readonly test?: TestResult
  readonly normalisation: { readonly mean: number; readonly std: number }
  readonly machine: Machine
  /** By the clock; `total` covers `loading`, `training` and `validation` and what lies between them. */
  readonly seconds: {
    readonly total: number
    readonly training: number
    readonly validation: number
    readonly loading: number
  }
}

/** A validation, with the learning rate of its step where that changes. */
export type HistoryPoint = ValidationPoint & { readonly learningRate?: number }

export interface TestResult {
  readonly samples: number
  readonly loss: number
  /** Share of samples classified correctly, 0 … 1. */
  readonly accuracy: number
  readonly correct: number
}

/** What a history holds beside what core gives. */
export interface AroundTraining {
  /** Seconds that loading the data took. */
  readonly loading: number
  /** Learning rates by step, see {@link RateLog}. */
  readonly rates?: ReadonlyMap<number, number>
  readonly test?: TestResult | undefined
}

/** The history of a run as it is written. */
export function runHistory(
  network: Network,
  result: TrainingResult,
  { loading, rates, test }: AroundTraining,
): RunHistory {
  const { reason, step, epoch, restoredStep } = result.stopped
  const { mean, standardDeviation } = network.normalisation ?? { mean: 0, standardDeviation: 1 }
  return {
    parameters: network.parameterCount,
    trainLoss: result.history.trainLoss,
    validation: result.history.validation.map(({ step, loss, accuracy, trainAccuracy }) => {
      const learningRate = rates?.get(step)
      return { step, loss, accuracy, trainAccuracy, ...(learningRate !== undefined && { learningRate }) }
    }),
    stopped: { reason, step, epoch, ...(restoredStep !== undefined && { restoredStep }) },
    ...(test && { test }),
    normalisation: { mean, std: standardDeviation },
    machine: describeMachine(),
    seconds: {
      total: loading + result.seconds.total,
      training: result.seconds.training,
      validation: result.seconds.validation,
      loading,
    },
  }
}
