import type { HistoryPoint, RunHistory } from '../input.ts'

/** A history from lists of what was measured at every `interval`-th step. */
export function historyOf(
  losses: readonly number[],
  options: {
    readonly accuracies?: readonly number[]
    readonly trainAccuracies?: readonly number[]
    readonly interval?: number
    readonly stepsPerEpoch?: number
    readonly parameters?: number
    readonly reason?: RunHistory['stopped']['reason']
  } = {},
): RunHistory {
  const { interval = 10, stepsPerEpoch = 50, parameters = 100, reason = 'early-stopping' } = options
  const steps = (losses.length - 1) * interval + 1
  const validation = losses.map((loss, index): HistoryPoint => {
    return {
      step: index * interval,
      loss,
      accuracy: options.accuracies?.[index] ?? 0.9,
      trainAccuracy: options.trainAccuracies?.[index] ?? 0.9,
    }
  })
  return {
    parameters,
    trainLoss: Array.from({ length: steps }, (_, step) => 1 / (step + 1)),
    validation,
    stopped: { reason, step: steps - 1, epoch: steps / stepsPerEpoch },
    seconds: { total: 3, training: 2, validation: 1 },
  }
}
