import { types } from 'node:util'
import { OptionError } from '@blasnet/check'
import type { TrueLabels, Values } from './types.ts'

/** Rows of probabilities may miss a sum of 1 by this much: rounding is far below it, logits are far above. */
const SUM_TOLERANCE = 1e-3

/** Returns a Float32Array or Float64Array of this length; throws OptionError otherwise. `reason` says why so long. */
export function checkValues(name: string, value: unknown, length: number, reason: string): Values {
  const values = checkFloats(name, value)
  if (values.length !== length) throw new OptionError(`${name}.length`, `${length} = ${reason}`, values.length)
  return values
}

/** Returns a Float32Array or Float64Array of any length; throws OptionError otherwise. */
export function checkFloats(name: string, value: unknown): Values {
  if (!types.isFloat32Array(value) && !types.isFloat64Array(value)) {
    throw new OptionError(name, 'a Float32Array or Float64Array', value)
  }
  return value as Values
}

/** Makes sure that every number is finite; throws OptionError naming the first that is not. */
export function checkFinite(name: string, values: Values): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new OptionError(`${name}[${i}]`, 'a finite number', values[i])
  }
}

/** Makes sure that every number is from 0 to 1; throws OptionError naming the first that is not. */
export function checkProbabilities(name: string, values: Values): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    // Written so that NaN fails.
    if (!(value >= 0 && value <= 1)) throw new OptionError(`${name}[${i}]`, 'a probability from 0 to 1', value)
  }
}

/** Makes sure that every row sums to 1; throws OptionError naming the first that does not. */
export function checkRowSums(name: string, values: Values, columns: number): void {
  for (let start = 0; start < values.length; start += columns) {
    let sum = 0
    for (let column = 0; column < columns; column++) sum += values[start + column]!
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new OptionError(`${name}, sum of row ${start / columns}`, `1, to within ${SUM_TOLERANCE}`, sum)
    }
  }
}

/** Returns at least one class index from 0 to `classes` − 1; throws OptionError otherwise. */
export function checkLabels(name: string, value: unknown, classes: number): TrueLabels {
  const isLabels =
    Array.isArray(value) ||
    types.isUint8Array(value) ||
    types.isUint16Array(value) ||
    types.isUint32Array(value) ||
    types.isInt32Array(value)
  if (!isLabels) {
    throw new OptionError(name, 'a Uint8Array, Uint16Array, Uint32Array, Int32Array or an array of numbers', value)
  }
  const labels = value as TrueLabels
  if (labels.length === 0) throw new OptionError(`${name}.length`, 'at least one label', 0)
  for (let i = 0; i < labels.length; i++) {
    const label: unknown = labels[i]
    if (!Number.isInteger(label) || (label as number) < 0 || (label as number) >= classes) {
      throw new OptionError(`${name}[${i}]`, `a class from 0 to ${classes - 1}`, label)
    }
  }
  return labels
}
