import { type Network, type TrainingRun, train } from '@blasnet/core'
import type { PreparedData } from './prepare-data.ts'
import { wholeSchedule } from './whole-schedule.ts'

export interface StartOptions {
  readonly signal: AbortSignal
  /** Record what happens in every layer, on the first `samples` training samples. Default: do not. */
  readonly diagnostics?: { readonly samples: number }
  /** Threads that validation is spread over. Default: one for each core. */
  readonly threads?: number
}

/** Starts to train a network as the settings of its data say. */
export function startTraining(
  network: Network,
  { settings, train: trainData, validation }: PreparedData,
  options: StartOptions,
): TrainingRun {
  return train(network, {
    data: { train: trainData, validation },
    loss: 'softmax-cross-entropy',
    optimizer: {
      kind: settings.optimizer,
      learningRate: settings.learningRate,
      momentum: settings.momentum,
      schedule: wholeSchedule(settings),
    },
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    shuffle: settings.shuffle,
    seed: settings.seed,
    validationsPerEpoch: settings.validationsPerEpoch,
    ...(settings.patience !== null && { earlyStopping: { patience: settings.patience } }),
    ...(settings.maxSteps !== null && { maxSteps: settings.maxSteps }),
    ...options,
  })
}
