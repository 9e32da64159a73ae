import { describe, expect, it } from 'vitest'
import { historyOf } from '../testing/history.ts'
import { measureRun } from './run-measures.ts'

describe('measureRun', () => {
  const history = historyOf([2, 1, 0.5, 0.6, 0.7], {
    accuracies: [0.1, 0.9, 0.94, 0.951, 0.949],
    trainAccuracies: [0.1, 0.92, 0.97, 0.99, 1],
    interval: 125,
    stepsPerEpoch: 250,
    parameters: 50_880,
  })

  it('reads final, best and lowest values off the validations', () => {
    expect(measureRun(history)).toMatchObject({
      parameters: 50_880,
      finalValidationAccuracy: 0.949,
      bestValidationAccuracy: 0.951,
      finalTrainAccuracy: 1,
      lowestValidationLoss: 0.5,
      lowestValidationLossStep: 250,
      lowestValidationLossEpoch: 251 / 250,
      stopStep: 500,
      stopEpoch: 501 / 250,
    })
  })

  it('takes the final values from the weights that were kept', () => {
    const stopped = { ...history.stopped, restoredStep: 250 }
    expect(measureRun({ ...history, stopped })).toMatchObject({
      finalValidationAccuracy: 0.94,
      finalTrainAccuracy: 0.97,
      bestValidationAccuracy: 0.951,
      stopStep: 500,
    })
  })

  it('counts the steps made when an accuracy was first reached', () => {
    // After the step with index 125, 126 steps have been made.
    expect(measureRun(history)).toMatchObject({ stepsTo90: 126, stepsTo95: 376 })
    expect(measureRun(historyOf([1, 1], { accuracies: [0.1, 0.9499] }))).not.toHaveProperty('stepsTo95')
  })

  it('says that the loss turns up only when it rises by 2 %', () => {
    const falling = Array.from({ length: 30 }, (_, index) => 2 - 0.03 * index)
    const slightly = [...falling, ...Array.from({ length: 20 }, (_, index) => 1.13 + 0.0009 * index)]
    const clearly = [...falling, ...Array.from({ length: 20 }, (_, index) => 1.13 + 0.01 * index)]
    expect(measureRun(historyOf(slightly))).not.toHaveProperty('validationLossTurnStep')
    expect(measureRun(historyOf(clearly)).validationLossTurnStep).toBeGreaterThan(250)
    expect(measureRun(historyOf(clearly)).validationLossRise).toBeCloseTo(0.16, 1)
  })

  it('measures noise between epochs 2 and 10 alone', () => {
    const zigzag = (from: number, to: number) =>
      Array.from({ length: 61 }, (_, index) => 1 + (index >= from && index < to && index % 2 === 0 ? 0.1 : 0))
    // Five validations an epoch: epochs 2 to 10 are validations 10 to 49.
    expect(measureRun(historyOf(zigzag(0, 10))).validationNoise).toBe(0)
    expect(measureRun(historyOf(zigzag(50, 61))).validationNoise).toBe(0)
    // Every second difference is ±0.2: 0.2 / √6.
    expect(measureRun(historyOf(zigzag(0, 61))).validationNoise).toBeCloseTo(0.2 / Math.sqrt(6), 12)
  })

  it('has no measures of validation for a run that made none', () => {
    const none = { ...historyOf([1]), validation: [] }
    expect(measureRun(none)).toEqual({ parameters: 100, stopStep: 0, stopEpoch: 0.02 })
  })
})
