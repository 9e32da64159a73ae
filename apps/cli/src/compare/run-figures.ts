import type { ReadRun } from './read-runs.ts'

/** What `blasnet compare --json` says of a run. Shares are 0 … 1. */
export function runFigures({ name, folder, history }: ReadRun) {
  const { parameters, stopped, validation, test, seconds } = history
  const last = validation.find(({ step }) => step === stopped.restoredStep) ?? validation.at(-1)
  return {
    name,
    folder,
    parameters,
    stopped,
    finalTrainLoss: history.trainLoss.at(-1)!,
    ...(last && {
      final: { loss: last.loss, accuracy: last.accuracy, trainAccuracy: last.trainAccuracy },
      lowestLoss: validation.reduce((a, b) => (b.loss < a.loss ? b : a)),
      bestAccuracy: validation.reduce((a, b) => (b.accuracy > a.accuracy ? b : a)),
    }),
    ...(test && { test }),
    seconds,
  }
}
