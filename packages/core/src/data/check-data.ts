import { types } from 'node:util'
import { describe, OptionError, readElements, readFields } from '@blasnet/check'
import type { Inputs, Labels, Normalisation } from '@blasnet/datasets'
import { InputDataError } from '../errors.ts'
import { checkNormalisation } from '../network/check-options.ts'
import { indexOfNonFinite } from '../network/float-array.ts'
import type { ClassData, TargetData } from './options.ts'

/** What a network can take in. */
export interface DataShape {
  /** Features of one sample. */
  readonly features: number
  /** Units of the last layer. */
  readonly classes: number
}

/** {@link TrainingData} that fits its network. */
export interface CheckedData {
  readonly inputs: Inputs
  readonly count: number
  /** Labels or targets. */
  readonly labels?: Labels
  readonly targets?: Inputs
  readonly targetNormalisation?: Normalisation
  readonly sampleWeights?: Float64Array
}

/**
 * Checks training data from an untyped caller: types, lengths, label range, and that floating-point numbers are finite.
 * NaN in one sample would otherwise spread through every weight, or vanish in a ReLU, before a loss shows it.
 *
 * @throws OptionError for a wrong type, InputDataError for contents that do not fit.
 */
export function checkTrainingData(name: string, value: unknown, shape: DataShape): CheckedData {
  if (typeof value !== 'object' || value === null)
    throw new OptionError(name, 'an object with inputs and labels or targets', value)
  const data = readFields(name, value, FIELDS)
  if (data.targets !== undefined && data.labels !== undefined)
    throw new OptionError(`${name}.targets`, 'either labels or targets', data.targets)
  const { inputs, count, ...answers } =
    data.targets === undefined ? checkLabelled(name, data, shape) : checkTargeted(name, data, shape)
  const sampleWeights = checkSampleWeights(`${name}.sampleWeights`, data.sampleWeights, count)
  return { inputs, count, ...answers, ...(sampleWeights && { sampleWeights }) }
}

const FIELDS = ['inputs', 'labels', 'targets', 'targetNormalisation', 'sampleWeights'] as const satisfies readonly (
  | keyof TargetData
  | keyof ClassData
)[]

function checkLabelled(
  name: string,
  { inputs, labels, targetNormalisation }: { inputs?: unknown; labels?: unknown; targetNormalisation?: unknown },
  { features, classes }: DataShape,
) {
  if (!isInputs(inputs)) throw new OptionError(`${name}.inputs`, INPUT_TYPES, inputs)
  if (!isLabels(labels)) throw new OptionError(`${name}.labels`, LABEL_TYPES, labels)
  if (targetNormalisation !== undefined)
    throw new OptionError(`${name}.targetNormalisation`, 'nothing without targets', targetNormalisation)
  const count = labels.length
  if (count === 0) throw new InputDataError(`${name}.labels`, 'at least one label', 'none')
  if (inputs.length !== count * features) {
    const expected = `length ${count * features} = ${count} labels · ${features} features of the network`
    throw new InputDataError(`${name}.inputs`, expected, `length ${inputs.length}`)
  }
  // One output says yes or no.
  checkLabels(`${name}.labels`, labels, classes === 1 ? 2 : classes)
  checkFinite(`${name}.inputs`, inputs, features)
  return { inputs, labels, count }
}

function checkTargeted(
  name: string,
  { inputs, targets, targetNormalisation }: { inputs?: unknown; targets?: unknown; targetNormalisation?: unknown },
  { features, classes: units }: DataShape,
) {
  if (!isInputs(inputs)) throw new OptionError(`${name}.inputs`, INPUT_TYPES, inputs)
  if (!isInputs(targets)) throw new OptionError(`${name}.targets`, INPUT_TYPES, targets)
  const count = inputs.length / features
  if (count === 0) throw new InputDataError(`${name}.inputs`, 'at least one sample', 'none')
  checkInputs(`${name}.inputs`, inputs, features)
  if (targets.length !== count * units) {
    const expected = `length ${count * units} = ${count} samples · ${units} units of the last layer`
    throw new InputDataError(`${name}.targets`, expected, `length ${targets.length}`)
  }
  checkFinite(`${name}.targets`, targets, units)
  if (targetNormalisation === undefined) return { inputs, targets, count }
  const normalisation = checkNormalisation(`${name}.targetNormalisation`, targetNormalisation)
  return { inputs, targets, count, targetNormalisation: normalisation }
}

function checkSampleWeights(name: string, value: unknown, count: number): Float64Array | undefined {
  if (value === undefined) return undefined
  const typed = types.isFloat32Array(value) || types.isFloat64Array(value)
  if (!typed && (types.isProxy(value) || !Array.isArray(value)))
    throw new OptionError(name, 'an array of numbers, a Float32Array or a Float64Array', value)
  if (value.length !== count) throw new InputDataError(name, `${count} numbers, one a sample`, `${value.length}`)
  // Copied first: memory that is shared may change between check and use.
  const given: readonly unknown[] | Float64Array = typed
    ? Float64Array.from(value)
    : (readElements(name, value, { min: count, max: count }) ?? [])
  const bad = given.findIndex(
    (weight: unknown) => !(typeof weight === 'number' && weight >= 0 && weight <= MAX_SAMPLE_WEIGHT),
  )
  if (bad >= 0) throw new InputDataError(name, EXPECTED_WEIGHTS, `${describe(given[bad])} at index ${bad}`)
  const weights = Float64Array.from(given as ArrayLike<number>)
  if (weights.every(weight => weight === 0)) throw new InputDataError(name, 'a number above 0 among them', 'only 0')
  return weights
}

/** Leaves room below float32's 3.4e38. */
const MAX_SAMPLE_WEIGHT = 1e30
const EXPECTED_WEIGHTS = `finite numbers at least 0 and at most ${MAX_SAMPLE_WEIGHT}`

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
