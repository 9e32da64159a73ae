import type { HistoryPoint, RunHistory } from '../input.ts'
import { normal, seededRandom } from './random.ts'

export interface SyntheticOptions {
  readonly seed?: number
  readonly parameters?: number
  readonly stepsPerEpoch?: number
  /** Passes over the data until the run stops. */
  readonly epochs?: number
  /** Validation accuracy that the run approaches. */
  readonly accuracy?: number
  readonly trainAccuracy?: number
  /** Lowest validation loss. */
  readonly loss?: number
  /** Epochs in which the distance to the end shrinks to a third. */
  readonly pace?: number
  /** Size of the noise on validations, as a share of the lowest loss. */
  readonly noise?: number
}

/** A run whose curves look like those of a real one: steep, then flat, with noise, the validation loss creeping up. */
export function syntheticHistory(options: SyntheticOptions = {}): RunHistory {
  const { seed = 1, parameters = 50_880, stepsPerEpoch = 625, epochs = 16.2 } = options
  const { accuracy = 0.96, trainAccuracy = 1, loss = 0.14, pace = 1.5, noise = 0.02 } = options
  const random = seededRandom(seed * 7919)
  const steps = Math.round(epochs * stepsPerEpoch)
  const left = (step: number) => Math.exp(-step / stepsPerEpoch / pace)
  const trainLoss = Array.from({ length: steps }, (_, step) => {
    const centre = 2.2 * left(step) + 0.9 * left(step / 6) * (1 - trainAccuracy + 0.08)
    return Math.max(1e-5, (centre + 0.003) * Math.exp(0.5 * normal(random)))
  })
  const validation: HistoryPoint[] = []
  for (let step = 0; step < steps; step += Math.floor(stepsPerEpoch / 5)) {
    const creep = 0.006 * Math.max(0, step / stepsPerEpoch - 2 * pace - 3)
    const jitter = noise * normal(random)
    validation.push({
      step,
      loss: loss * (1 + creep + jitter) + 2.2 * left(step),
      accuracy: Math.min(1, accuracy - 0.85 * left(step) + 0.05 * jitter),
      trainAccuracy: Math.min(1, trainAccuracy - 0.85 * left(step) - 0.05 * left(step / 4)),
    })
  }
  return {
    parameters,
    trainLoss,
    validation,
    stopped: { reason: 'early-stopping', step: steps - 1, epoch: steps / stepsPerEpoch },
    normalisation: { mean: 33.55, std: 78.88 },
    seconds: { total: 6.5, training: 4, validation: 2.5 },
  }
}
