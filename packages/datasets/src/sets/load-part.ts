import { DataError } from '../data-error.ts'
import type { Dataset } from '../dataset.ts'
import { toIdxArray, type WholeIdx } from '../idx/decode.ts'
import { shapeText } from '../idx/header.ts'
import { firstInvalidLabel, firstNonFinite, largestLabel } from '../scan.ts'

/** Images and labels as read, and what is known about them. */
export interface PartSource {
  readonly name: string
  readonly images: WholeIdx
  readonly labels: WholeIdx
  /** Default 1 + the largest label. */
  readonly classes?: number | undefined
  readonly classNames?: readonly string[] | undefined
}

/** One labelled data set out of two files; every error names the file, and the byte where one is to blame. */
export function toDataset({ name, images, labels, classes, classNames }: PartSource): Dataset {
  const inputs = inputsOf(images)
  const classIndices = labelsOf(labels)
  const { shape } = images.header
  const count = shape[0] as number
  if (classIndices.length !== count) {
    throw new DataError(
      labels.origin.file,
      `expected ${count} labels, one for each image of ${images.origin.file}, received ${classIndices.length}`,
      { offset: 4, decompressed: labels.origin.decompressed },
    )
  }
  const known = classes ?? Math.max(largestLabel(classIndices), 0) + 1
  const invalid = firstInvalidLabel(classIndices, known)
  if (invalid !== undefined) {
    throw elementError(
      labels,
      invalid,
      `label ${invalid} out of range: expected a class from 0 to ${known - 1}, received ${classIndices[invalid]}`,
    )
  }
  return Object.freeze({
    name,
    inputs,
    labels: classIndices,
    count,
    features: inputs.length / count,
    classes: known,
    ...(shape.length === 3 && { image: Object.freeze({ height: shape[1] as number, width: shape[2] as number }) }),
    ...(classNames && { classNames }),
  })
}

function inputsOf(whole: WholeIdx) {
  const { type, shape, data } = toIdxArray(whole)
  if (type !== 'uint8' && type !== 'float32' && type !== 'float64') {
    throw headerError(whole, `expected images of type uint8, float32 or float64, received ${type}`, 2)
  }
  if (shape.length < 2) {
    throw headerError(whole, `expected images of shape [count, rows, columns], received ${shapeText(shape)}`, 3)
  }
  if (data.length === 0) {
    throw headerError(whole, `expected at least one image of at least one value, received shape ${shapeText(shape)}`, 4)
  }
  const nonFinite = firstNonFinite(data)
  if (nonFinite !== undefined) {
    throw elementError(whole, nonFinite, `value ${nonFinite}: expected a finite number, received ${data[nonFinite]}`)
  }
  return data
}

function labelsOf(whole: WholeIdx) {
  const { type, shape, data } = toIdxArray(whole)
  if (type !== 'uint8' && type !== 'int32') {
    throw headerError(whole, `expected labels of type uint8 or int32, received ${type}`, 2)
  }
  if (shape.length !== 1) {
    throw headerError(whole, `expected labels of shape [count], received ${shapeText(shape)}`, 3)
  }
  return data
}

function headerError({ origin }: WholeIdx, problem: string, offset: number): DataError {
  return new DataError(origin.file, problem, { offset, decompressed: origin.decompressed })
}

function elementError({ header, origin }: WholeIdx, index: number, problem: string): DataError {
  const offset = header.dataOffset + index * header.elementBytes
  return new DataError(origin.file, problem, { offset, decompressed: origin.decompressed })
}
