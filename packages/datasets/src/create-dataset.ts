import { checkInteger, checkObject, checkString, OptionError } from '@blasnet/check'
import { checkClassNames } from './class-names.ts'
import type { Dataset, Inputs, Labels } from './dataset.ts'
import { firstInvalidLabel, firstNonFinite, largestLabel } from './scan.ts'
import { arrayType, toShared } from './shared-memory.ts'

export interface CreateDatasetOptions {
  /** Shown to people. */
  readonly name: string
  /** [count, features] row-major, every value finite. */
  readonly inputs: Inputs
  /** [count], each from 0 to `classes` − 1. */
  readonly labels: Labels
  /** Default height · width of `image`, else the length of `inputs` divided by that of `labels`. */
  readonly features?: number
  /** Default the number of `classNames`, else 1 + the largest label. */
  readonly classes?: number
  /** Set when each sample is a picture, stored row by row. */
  readonly image?: { readonly height: number; readonly width: number }
  /** Name of each class, [classes]. */
  readonly classNames?: readonly string[]
}

const inputTypes = ['Uint8Array', 'Float32Array', 'Float64Array']
const labelTypes = ['Uint8Array', 'Uint16Array', 'Uint32Array', 'Int32Array']

/**
 * A data set from arrays of one's own, fully checked.
 *
 * Arrays in a SharedArrayBuffer are used in place; others are copied into shared memory once, which is what lets the
 * engine's thread read the data set without copying it for every call.
 *
 * ```ts
 * createDataset({ name: 'XOR', inputs: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]), labels: new Uint8Array([0, 1, 1, 0]) })
 * ```
 * @throws {@link OptionError} naming the option that is wrong.
 */
export function createDataset(options: CreateDatasetOptions): Dataset {
  checkObject('options', options, ['name', 'inputs', 'labels', 'features', 'classes', 'image', 'classNames'])
  const { inputs, labels } = options
  const name = checkString('name', options.name)
  checkArray('inputs', inputs, inputTypes)
  checkArray('labels', labels, labelTypes)
  const count = labels.length
  const image = options.image === undefined ? undefined : checkImage(options.image)
  const features = checkFeatures(options.features, image, inputs, count)
  const classNames = options.classNames === undefined ? undefined : checkClassNames(options.classNames)
  const classes = checkClasses(options.classes, classNames, labels)

  const invalid = firstInvalidLabel(labels, classes)
  if (invalid !== undefined) {
    throw new OptionError(`labels[${invalid}]`, `a class from 0 to ${classes - 1}`, labels[invalid])
  }
  const nonFinite = firstNonFinite(inputs)
  if (nonFinite !== undefined) throw new OptionError(`inputs[${nonFinite}]`, 'a finite number', inputs[nonFinite])

  return Object.freeze({
    name,
    inputs: toShared(inputs),
    labels: toShared(labels),
    count,
    features,
    classes,
    ...(image && { image }),
    ...(classNames && { classNames }),
  })
}

function checkArray(option: string, value: unknown, types: readonly string[]): void {
  const type = arrayType(value)
  if (type === undefined || !types.includes(type)) throw new OptionError(option, `one of ${types.join(', ')}`, value)
  if ((value as Inputs).length === 0) throw new OptionError(option, 'at least one value', value)
}

function checkImage(value: unknown): { height: number; width: number } {
  const { height, width } = checkObject('image', value, ['height', 'width'])
  return Object.freeze({
    height: checkInteger('image.height', height, { min: 1 }),
    width: checkInteger('image.width', width, { min: 1 }),
  })
}

function checkFeatures(
  given: number | undefined,
  image: { height: number; width: number } | undefined,
  inputs: Inputs,
  count: number,
): number {
  const pixels = image && image.height * image.width
  if (given !== undefined) checkInteger('features', given, { min: 1 })
  if (given !== undefined && pixels !== undefined && given !== pixels) {
    throw new OptionError('features', `${pixels}, the height · width of image`, given)
  }
  const features = given ?? pixels ?? inputs.length / count
  if (!Number.isInteger(features)) {
    throw new OptionError('inputs', `a whole number of values for each of the ${count} labels`, inputs)
  }
  if (inputs.length !== count * features) {
    throw new OptionError('inputs', `${count} labels · ${features} features = ${count * features} values`, inputs)
  }
  return features
}

function checkClasses(given: number | undefined, names: readonly string[] | undefined, labels: Labels): number {
  if (given !== undefined) checkInteger('classes', given, { min: 1, max: 2 ** 31 })
  if (given !== undefined && names !== undefined && names.length !== given) {
    throw new OptionError('classNames', `${given} names, one a class`, names)
  }
  // A negative label is found by the check of every label.
  return given ?? names?.length ?? Math.max(largestLabel(labels), 0) + 1
}
