import { type EarlyStoppingOptions, type Network, type TrainingRun, train } from '@blasnet/core'
import type { Settings } from '../config/settings.ts'
import { lossOptions } from './loss-options.ts'
import { limitOptions, optimizerOptions } from './optimizer-options.ts'
import type { PreparedData } from './prepare-data.ts'

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
  { settings, train: trainData, validation, classes }: PreparedData,
  options: StartOptions,
): TrainingRun {
  return train(network, {
    data: { train: trainData, ...(validation && { validation }) },
    loss: lossOptions(settings, { labels: trainData.labels, classes }),
    optimizer: optimizerOptions(settings),
    ...limitOptions(settings),
    ...(settings.augment !== null && trainData.image && { augmentation: { ...trainData.image, ...settings.augment } }),
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    shuffle: settings.shuffle,
    seed: settings.seed,
    ...(validation && { validationsPerEpoch: settings.validationsPerEpoch, ...stoppingOptions(settings) }),
    ...(settings.maxSteps !== null && { maxSteps: settings.maxSteps }),
    ...options,
  })
}

/** More validations than any run has: best weights are kept, and nothing stops. */
const endless = 2 ** 31 - 1

function stoppingOptions({ patience, stopMetric: metric, restoreBest }: Settings): {
  earlyStopping?: EarlyStoppingOptions
} {
  if (patience === null && !restoreBest) return {}
  return { earlyStopping: { patience: patience ?? endless, metric, restoreBest } }
}
