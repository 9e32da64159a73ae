import type { MeasureName } from '../catalogue/measure-names.ts'
import { noiseWindow } from './run-measures.ts'
import { risesBy, smoothingWidth } from './turning-point.ts'

export type Unit = 'count' | 'share' | 'loss' | 'steps' | 'epochs' | 'ratio'

export interface MeasureDefinition {
  readonly label: string
  readonly unit: Unit
  /** How it is measured, to stand below a table. */
  readonly definition: string
  /**
   * How far two runs of one network that differ by their seed alone may lie apart: what one seed cannot tell from
   * noise. Absolute, or a share of the value, or a share of what is left to 1, with a least margin; about twice the
   * deviation that several seeds of the study's networks show.
   */
  readonly margin:
    | { readonly absolute: number }
    | { readonly relative: number }
    | { readonly ofRest: number; readonly least: number }
}

const percent = (share: number) => `${Math.round(share * 100)} %`

export const measureDefinitions: { readonly [name in MeasureName]: MeasureDefinition } = {
  parameters: {
    label: 'parameters',
    unit: 'count',
    definition: 'Weights and biases of the trained network, counted in it.',
    margin: { absolute: 0 },
  },
  finalValidationAccuracy: {
    label: 'final validation accuracy',
    unit: 'share',
    definition: 'Share of the validation images classified correctly at the last validation.',
    margin: { absolute: 0.005 },
  },
  bestValidationAccuracy: {
    label: 'best validation accuracy',
    unit: 'share',
    definition: 'The highest share at any validation.',
    margin: { absolute: 0.005 },
  },
  finalTrainAccuracy: {
    label: 'final training accuracy',
    unit: 'share',
    definition: 'Share of the training images classified correctly at the last validation.',
    margin: { ofRest: 0.3, least: 0.0005 },
  },
  lowestValidationLoss: {
    label: 'lowest validation loss',
    unit: 'loss',
    definition: 'The lowest mean loss over the validation images at any validation.',
    margin: { relative: 0.12 },
  },
  lowestValidationLossStep: {
    label: 'step of the lowest validation loss',
    unit: 'steps',
    definition: 'The step after which the validation loss was lowest.',
    margin: { relative: 0.4 },
  },
  lowestValidationLossEpoch: {
    label: 'epoch of the lowest validation loss',
    unit: 'epochs',
    definition: 'The same in passes over the training images.',
    margin: { relative: 0.4 },
  },
  stepsTo90: {
    label: 'steps to 90 % validation accuracy',
    unit: 'steps',
    definition: 'Gradient steps made when a validation first reached 90 %.',
    margin: { relative: 0.35 },
  },
  stepsTo95: {
    label: 'steps to 95 % validation accuracy',
    unit: 'steps',
    definition: 'Gradient steps made when a validation first reached 95 %.',
    margin: { relative: 0.35 },
  },
  stopEpoch: {
    label: 'epoch of stopping',
    unit: 'epochs',
    definition: 'Passes over the training images made, with their fraction, when training ended.',
    margin: { relative: 0.2 },
  },
  stopStep: {
    label: 'last step',
    unit: 'steps',
    definition: 'The last gradient step made, counting from 0.',
    margin: { relative: 0.2 },
  },
  validationLossTurnStep: {
    label: 'step at which the validation loss turns up',
    unit: 'steps',
    definition:
      `Where the validation loss, smoothed by a moving mean over ${smoothingWidth} validations, is lowest, ` +
      `if it rises by ${percent(risesBy)} or more afterwards; otherwise it does not turn up.`,
    margin: { relative: 0.4 },
  },
  validationLossRise: {
    label: 'rise of the validation loss after its lowest',
    unit: 'share',
    definition: 'How far the smoothed validation loss rises after its lowest point, as a share of it.',
    margin: { relative: 0.5 },
  },
  validationNoise: {
    label: 'noise of the validation loss',
    unit: 'loss',
    definition:
      `Root mean square of the second differences of the validation loss between epochs ${noiseWindow.from} and ` +
      `${noiseWindow.to}, over √6: the standard deviation of noise on top of any steady trend.`,
    margin: { relative: 0.4 },
  },
  gradientRatio: {
    label: 'gradient, first layer against last',
    unit: 'ratio',
    definition:
      'Norm of the gradient in the first hidden layer over that in the last, among hidden layers of one shape; ' +
      'geometric mean over training. Far below 1: the gradient vanishes on its way back.',
    margin: { relative: 0.5 },
  },
  gradientRatioAtStart: {
    label: 'gradient, first layer against last, at the start',
    unit: 'ratio',
    definition: 'The same at the first moment measured.',
    margin: { relative: 0.5 },
  },
  updateRatio: {
    label: 'relative update, first layer against last',
    unit: 'ratio',
    definition: 'The same of ‖ΔW‖ / ‖W‖, by how much of itself a step changes a layer.',
    margin: { relative: 0.5 },
  },
  meanDerivative: {
    label: 'mean derivative of the activation',
    unit: 'ratio',
    definition: 'Mean of f′(z) over samples, units, hidden layers and training.',
    margin: { relative: 0.2 },
  },
}

/** What one seed cannot tell from noise, at a value of this size. */
export function singleSeedMargin(measure: MeasureName, size: number): number {
  const { margin } = measureDefinitions[measure]
  if ('absolute' in margin) return margin.absolute
  if ('relative' in margin) return margin.relative * Math.abs(size)
  return Math.max(margin.least, margin.ofRest * (1 - size))
}
