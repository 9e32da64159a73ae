import type { DType, InputArray, NativeLayer } from '../addon-types.ts'
import { NativeDataset, NativeNetwork } from '../index.ts'
import { randomBytes, randomLabels, randomNumbers } from './arrays.ts'
import { NaiveNetwork, type Sample } from './naive-network.ts'

export const mean = 120
export const standardDeviation = 70

/** The same samples for the addon and for its twin. */
export function sampleSet(
  count: number,
  features: number,
  classes: number,
  inputs: InputArray = randomBytes(count * features),
) {
  const labels = randomLabels(count, classes)
  const dataset = new NativeDataset({ inputs, features, labels, classes, mean, standardDeviation })
  const samples = Array.from(labels, (label, i): Sample => {
    const row = inputs.subarray(i * features, (i + 1) * features)
    return { x: Array.from(row, value => (value - mean) / standardDeviation), label }
  })
  return { dataset, samples }
}

/** A network and its twin with the same parameters, U(−½, ½), as the dtype rounds them. */
export function twins(dtype: DType, inputs: number, layers: readonly NativeLayer[], seed = 7) {
  const network = new NativeNetwork({ dtype, inputs, layers })
  const random = randomNumbers(seed)
  const values = network.getParameters().map(() => random() - 0.5)
  network.setParameters(values)
  return { network, twin: new NaiveNetwork(inputs, layers, values) }
}

/** Layers of every kind: with and without bias, of every activation, none of a convenient width. */
export const architectures: Readonly<Record<string, readonly NativeLayer[]>> = {
  'one layer': [{ units: 5, activation: 'identity', bias: true }],
  'one layer without bias': [{ units: 5, activation: 'identity', bias: false }],
  'the study': [
    { units: 7, activation: 'sigmoid', bias: true },
    { units: 5, activation: 'identity', bias: false },
  ],
  'every activation': [
    { units: 9, activation: 'improved-sigmoid', bias: true },
    { units: 3, activation: 'tanh', bias: false },
    { units: 17, activation: 'relu', bias: true },
    { units: 1, activation: 'identity', bias: true },
    { units: 6, activation: 'sigmoid', bias: false },
    { units: 5, activation: 'identity', bias: true },
  ],
  'an activation on the output': [
    { units: 4, activation: 'relu', bias: true },
    { units: 5, activation: 'tanh', bias: true },
  ],
}
