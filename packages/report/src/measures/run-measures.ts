import type { MeasureName } from '../catalogue/measure-names.ts'
import type { HistoryPoint, LayerDiagnostics, LayerShape, RunHistory } from '../input.ts'
import { layerMeasures } from './layer-measures.ts'
import { noiseOf } from './smooth.ts'
import { risesBy, turningPoint } from './turning-point.ts'

/** The measures of one run; one that never came about (95 % never reached) is absent. */
export type RunMeasures = { readonly [name in MeasureName]?: number }

/** Epochs between which noise is measured: after the steep start, before the first network of the study stops. */
export const noiseWindow = { from: 2, to: 10 }

export function measureRun(
  history: RunHistory,
  layers?: readonly LayerShape[],
  diagnostics?: LayerDiagnostics,
): RunMeasures {
  const { validation, stopped, parameters } = history
  return {
    parameters,
    ...(stopped.step >= 0 && { stopStep: stopped.step, stopEpoch: stopped.epoch }),
    ...(validation.length > 0 && validationMeasures(history)),
    ...(layers && diagnostics && layerMeasures(layers, diagnostics)),
  }
}

function validationMeasures(history: RunHistory): RunMeasures {
  const { validation } = history
  const kept = keptPoint(history)!
  const lowest = validation.reduce((best, point) => (point.loss < best.loss ? point : best))
  const perEpoch = stepsPerEpoch(history)
  const turn = turningPoint(validation)!
  return {
    finalValidationAccuracy: kept.accuracy,
    bestValidationAccuracy: Math.max(...validation.map(({ accuracy }) => accuracy)),
    finalTrainAccuracy: kept.trainAccuracy,
    lowestValidationLoss: lowest.loss,
    lowestValidationLossStep: lowest.step,
    lowestValidationLossEpoch: (lowest.step + 1) / perEpoch,
    ...present('stepsTo90', stepsTo(validation, 0.9)),
    ...present('stepsTo95', stepsTo(validation, 0.95)),
    ...(turn.rise >= risesBy && { validationLossTurnStep: turn.step }),
    validationLossRise: turn.rise,
    ...present('validationNoise', validationNoise(validation, perEpoch)),
  }
}

/** The validation of the weights that a run has kept: the last one, unless it went back to an earlier one. */
export function keptPoint({
  validation,
  stopped,
}: Pick<RunHistory, 'validation' | 'stopped'>): HistoryPoint | undefined {
  return validation.find(({ step }) => step === stopped.restoredStep) ?? validation.at(-1)
}

/** Steps of one pass over the training data, from where the run stopped. */
export function stepsPerEpoch({ stopped }: Pick<RunHistory, 'stopped'>): number {
  return Math.round((stopped.step + 1) / stopped.epoch)
}

function stepsTo(validation: readonly HistoryPoint[], accuracy: number): number | undefined {
  const point = validation.find(point => point.accuracy >= accuracy)
  return point && point.step + 1
}

function validationNoise(validation: readonly HistoryPoint[], perEpoch: number): number | undefined {
  const within = validation.filter(
    ({ step }) => step >= noiseWindow.from * perEpoch && step < noiseWindow.to * perEpoch,
  )
  return noiseOf(within.map(({ loss }) => loss))
}

function present(name: MeasureName, value: number | undefined): RunMeasures {
  return value === undefined ? {} : { [name]: value }
}
