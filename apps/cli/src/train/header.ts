import { activationText } from '@blasnet/core/options'
import { formatAugmentation } from '../config/augmentation.ts'
import { formatHidden } from '../config/hidden.ts'
import type { ResolvedSettings } from '../config/settings.ts'
import type { Style } from '../terminal/style.ts'
import { drawSchedule } from './draw-schedule.ts'
import { thousands } from './format.ts'
import { methodParts, regularisedLayerParts } from './method-parts.ts'
import type { RunPlan } from './reporter.ts'
import { shortPath } from './short-path.ts'
import { wholeSchedule } from './whole-schedule.ts'
import { wrapParts } from './wrap.ts'

/** What is trained. */
export interface RunDescription {
  readonly settings: ResolvedSettings
  readonly inputs: number
  readonly classes: number
  readonly parameters: number
}

/** What is about to be trained, on what and how: three lines, more where the terminal is narrow. */
export function headerLines(description: RunDescription, style: Style, columns: number): string[] {
  const { settings, inputs, classes, parameters } = description
  const hidden = settings.hidden.length === 0 ? '' : `${formatHidden(settings.hidden)}-`
  const network = [
    `${inputs}-${hidden}${classes}`,
    ...(settings.hidden.length === 0 ? [] : [activationText(settings.activation)]),
    ...regularisedLayerParts(settings),
    `${thousands(parameters)} parameters`,
    settings.dtype,
  ]
  const data = [
    dataLabel(settings.data),
    `${thousands(settings.trainSamples)} training samples`,
    ...(settings.augment === null ? [] : [`augmented ${formatAugmentation(settings.augment)}`]),
    validationPart(settings),
  ]
  const dim = [...wrapParts(data, columns), ...wrapParts(methodParts(settings), columns)]
  return [...wrapParts(network, columns).map(line => style.bold(line)), ...dim.map(line => style.dim(line))]
}

/** The header of a run and, when asked for, its learning rate. */
export function startLines(plan: RunPlan, style: Style, columns: number): string[] {
  const { description, stepsPerEpoch, maxSteps: totalSteps, showSchedule = false } = plan
  const header = headerLines(description, style, columns)
  if (!showSchedule) return header
  const { settings } = description
  const run = { schedule: wholeSchedule(settings), learningRate: settings.learningRate, stepsPerEpoch, totalSteps }
  return [...header, '', ...drawSchedule(run, style, columns)]
}

function validationPart({ validateOn, validationSamples }: ResolvedSettings): string {
  if (validateOn === 'none') return 'no validation'
  const held = validateOn === 'held-out' ? ', held out' : ''
  return `${typeof validationSamples === 'number' ? thousands(validationSamples) : 'all'} validation samples${held}`
}

/** A data set as people write its name. */
export function dataLabel(data: string): string {
  return data === 'mnist' ? 'MNIST' : data === 'fashion-mnist' ? 'Fashion-MNIST' : shortPath(data)
}
