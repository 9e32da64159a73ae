import type { Network, Stopped, TrainingResult, ValidationPoint } from '@blasnet/core'
import { describeMachine, type Machine } from './machine.ts'

/** What `history.json` holds. Steps count from 0: `step` is an index into `trainLoss`. */
export interface RunHistory {
  readonly parameters: number
  /** Loss of every step's batch, before its update. */
  readonly trainLoss: readonly number[]
  readonly validation: readonly ValidationPoint[]
  readonly stopped: Stopped
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

/** The history of a run as it is written, from what core gives and the seconds that loading the data took. */
export function runHistory(network: Network, result: TrainingResult, loading: number): RunHistory {
  const { mean, standardDeviation } = network.normalisation ?? { mean: 0, standardDeviation: 1 }
  return {
    parameters: network.parameterCount,
    trainLoss: result.history.trainLoss,
    validation: result.history.validation.map(({ step, loss, accuracy, trainAccuracy }) => {
      return { step, loss, accuracy, trainAccuracy }
    }),
    stopped: { reason: result.stopped.reason, step: result.stopped.step, epoch: result.stopped.epoch },
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
