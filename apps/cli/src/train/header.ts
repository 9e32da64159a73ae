import { formatHidden } from '../config/hidden.ts'
import { formatInitializer } from '../config/presets.ts'
import type { ResolvedSettings } from '../config/settings.ts'
import type { Style } from '../terminal/style.ts'
import { thousands } from './format.ts'
import { shortPath } from './short-path.ts'
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
    ...(settings.hidden.length === 0 ? [] : [settings.activation]),
    `${thousands(parameters)} parameters`,
    settings.dtype,
  ]
  const data = [
    dataLabel(settings.data),
    `${thousands(settings.trainSamples)} training samples`,
    `${thousands(settings.validationSamples)} validation samples`,
  ]
  const method = [
    settings.initialWeights === null ? formatInitializer(settings.initializer) : 'given weights',
    'SGD',
    `learning rate ${settings.learningRate}`,
    `momentum ${settings.momentum}`,
    `batch ${settings.batchSize}`,
    `seed ${settings.seed}`,
    ...(settings.shuffle ? [] : ['not shuffled']),
  ]
  const dim = [...wrapParts(data, columns), ...wrapParts(method, columns)]
  return [...wrapParts(network, columns).map(line => style.bold(line)), ...dim.map(line => style.dim(line))]
}

/** A data set as people write its name. */
export function dataLabel(data: string): string {
  return data === 'mnist' ? 'MNIST' : data === 'fashion-mnist' ? 'Fashion-MNIST' : shortPath(data)
}
