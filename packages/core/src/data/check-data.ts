import { types } from 'node:util'
import { OptionError } from '@blasnet/check'
import type { Inputs, LabelledData, Labels } from '@blasnet/datasets'
import { InputDataError } from '../errors.ts'
import { indexOfNonFinite } from '../network/float-array.ts'

/** What a network can take in. */
export interface DataShape {
  /** Features of one sample. */
  readonly features: number
  /** Units of the last layer. */
  readonly classes: number
}

/**
 * Checks labelled data from an untyped caller: types, lengths, label range, and that floating-point inputs are finite.
 * NaN in one sample would otherwise spread through every weight, or vanish in a ReLU, before a loss shows it.
 *
 * @throws OptionError for a wrong type, InputDataError for contents that do not fit.
 */
export function checkLabelledData(name: string, value: unknown, { features, classes }: DataShape): LabelledData {
  if (typeof value !== 'object' || value === null)
    throw new OptionError(name, 'an object with inputs and labels', value)
  const { inputs, labels } = value as { inputs?: unknown; labels?: unknown }
  if (!isInputs(inputs)) throw new OptionError(`${name}.inputs`, INPUT_TYPES, inputs)
  if (!isLabels(labels)) throw new OptionError(`${name}.labels`, LABEL_TYPES, labels)
  if (labels.length === 0) throw new InputDataError(`${name}.labels`, 'at least one label', 'none')
  if (inputs.length !== labels.length * features) {
    const expected = `length ${labels.length * features} = ${labels.length} labels · ${features} features of the network`
    throw new InputDataError(`${name}.inputs`, expected, `length ${inputs.length}`)
  }
  checkLabels(`${name}.labels`, labels, classes)
  checkFinite(`${name}.inputs`, inputs, features)
  return { inputs, labels }
}

/**
 * Checks rows of features; no rows at all are allowed.
 *
 * @throws OptionError for a wrong type, InputDataError for a wrong length or values that are not finite.
 */
export function checkInputs(name: string, value: unknown, features: number): Inputs {
  if (!isInputs(value)) throw new OptionError(name, INPUT_TYPES, value)
  if (value.length % features !== 0) {
    throw new InputDataError(
      name,
      `a multiple of the network's ${features} features as length`,
      `length ${value.length}`,
    )
  }
  checkFinite(name, value, features)
  return value
}

const INPUT_TYPES = 'a Uint8Array, Float32Array or Float64Array'
const LABEL_TYPES = 'a Uint8Array, Uint16Array, Uint32Array or Int32Array'

function isInputs(value: unknown): value is Inputs {
  return types.isUint8Array(value) || types.isFloat32Array(value) || types.isFloat64Array(value)
}

function isLabels(value: unknown): value is Labels {
  return (
    types.isUint8Array(value) || types.isUint16Array(value) || types.isUint32Array(value) || types.isInt32Array(value)
  )
}

function checkLabels(name: string, labels: Labels, classes: number): void {
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] as number
    if (label < 0 || label >= classes) {
      const expected = `class indices 0 … ${classes - 1}, one for each unit of the last layer`
      throw new InputDataError(name, expected, `${label} at index ${index}`)
    }
  }
}

function checkFinite(name: string, inputs: Inputs, features: number): void {
  if (types.isUint8Array(inputs)) return
  const index = indexOfNonFinite(inputs as Float32Array | Float64Array)
  if (index < 0) return
  const where = `sample ${Math.floor(index / features)}, feature ${index % features}`
  throw new InputDataError(name, 'finite numbers', `${inputs[index]} at index ${index} (${where})`)
}
