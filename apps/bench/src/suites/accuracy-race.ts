import { createNetwork, type TrainingEvent, train } from '@blasnet/core'
import type { DatasetPair } from '@blasnet/datasets'
import { type AccuracySettings, initializerFor } from './accuracy-settings.ts'

export interface RaceOptions {
  readonly data: DatasetPair
  readonly settings: AccuracySettings
  /** Of the weights and of the order of the samples. */
  readonly seed: number
  /** Shares of the validation data, in rising order; training stops when the last one is reached. */
  readonly targets: readonly number[]
  readonly epochs: number
  readonly validationsPerEpoch: number
  /** Of validations. Default: all cores. */
  readonly threads?: number | undefined
  /** Fewer than the epochs have; for warming up. */
  readonly maxSteps?: number
  readonly signal: AbortSignal
}

/** When a target was reached. */
export interface Arrival {
  /** From before the network was made to when the caller heard of the validation. */
  readonly seconds: number
  /** Those of them that went into training steps. */
  readonly trainingSeconds: number
  /** Passes over the training data. */
  readonly epochs: number
}

export interface Race {
  readonly seed: number
  /** One a target; undefined where it was not reached. */
  readonly arrivals: readonly (Arrival | undefined)[]
  /** The end, whether the last target was reached or the epochs were over. */
  readonly end: Arrival
  readonly bestAccuracy: number
}

/** Trains until the last target is reached or the epochs are over. Undefined when aborted. */
export async function race(options: RaceOptions): Promise<Race | undefined> {
  const { data, settings, seed, targets, epochs, validationsPerEpoch, threads, maxSteps, signal } = options
  const { hidden, activation, dtype, learningRate, momentum, batchSize } = settings
  if (signal.aborted) return undefined
  const arrived = new AbortController()
  const begin = performance.now()
  using network = createNetwork({
    inputs: data.train.features,
    layers: [
      ...hidden.map(units => ({ units, activation, initializer: initializerFor(activation) })),
      { units: data.train.classes },
    ],
    seed,
    dtype,
  })
  const run = train(network, {
    data: { train: data.train, validation: data.test },
    optimizer: { kind: 'sgd', learningRate, momentum },
    epochs,
    batchSize,
    seed,
    validationsPerEpoch,
    signal: AbortSignal.any([signal, arrived.signal]),
    ...(threads !== undefined && { threads }),
    ...(maxSteps !== undefined && { maxSteps }),
  })
  const clock = { trainingSeconds: 0, steps: 0 }
  const now = (): Arrival => ({
    seconds: (performance.now() - begin) / 1000,
    trainingSeconds: clock.trainingSeconds,
    epochs: clock.steps / run.stepsPerEpoch,
  })
  const arrivals: (Arrival | undefined)[] = targets.map(() => undefined)
  let bestAccuracy = 0
  let end = now()
  const onEvent = (event: TrainingEvent) => {
    if (event.type === 'step-block') {
      clock.trainingSeconds += (event.losses.length * batchSize) / event.samplesPerSecond
      clock.steps += event.losses.length
    } else if (event.type === 'validation') {
      end = now()
      bestAccuracy = Math.max(bestAccuracy, event.accuracy)
      for (const [i, target] of targets.entries()) if (event.accuracy >= target) arrivals[i] ??= end
      if (arrivals.every(arrival => arrival !== undefined)) arrived.abort()
    }
  }
  for await (const event of run) onEvent(event)
  await run.result
  return signal.aborted ? undefined : { seed, arrivals, end, bestAccuracy }
}
