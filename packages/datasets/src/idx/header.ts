import { constants } from 'node:buffer'
import { DataError } from '../data-error.ts'
import { elementTypes, type IdxType } from './types.ts'

/** Longest header: the magic number and 255 dimensions of four bytes. */
export const longestHeader = 4 + 4 * 255

export interface IdxHeader {
  readonly type: IdxType
  readonly shape: readonly number[]
  /** Bytes of one element. */
  readonly elementBytes: number
  /** First byte of the data. */
  readonly dataOffset: number
  /** Bytes of the whole file, header included. */
  readonly fileBytes: number
}

export interface Origin {
  /** File name that errors carry. */
  readonly file: string
  /** Whether the bytes came out of a gzip file. */
  readonly decompressed: boolean
}

/**
 * Reads the header from the first bytes of an IDX file: 0, 0, element type, number of dimensions, then each dimension
 * as a big-endian unsigned 32-bit integer. Allocates nothing that the dimensions could make large.
 */
export function parseHeader(start: Uint8Array, { file, decompressed }: Origin): IdxHeader {
  const fail = (problem: string, offset: number) => new DataError(file, problem, { offset, decompressed })
  if (start.length < 4) {
    throw fail(`truncated: expected a magic number of 4 bytes, received ${start.length}`, start.length)
  }
  const [zero0, zero1, code, dimensions] = start as unknown as [number, number, number, number]
  const magic = `0x${[...start.subarray(0, 4)].map(byte => byte.toString(16).padStart(2, '0')).join('')}`
  if (zero0 !== 0 || zero1 !== 0) {
    throw fail(`wrong magic number ${magic}: expected an IDX file, which starts with two zero bytes`, 0)
  }
  const element = elementTypes.find(known => known.code === code)
  if (element === undefined) {
    const known = elementTypes.map(each => `0x${each.code.toString(16).padStart(2, '0')} (${each.type})`).join(', ')
    throw fail(`wrong magic number ${magic}: expected an element type of ${known}`, 2)
  }
  if (dimensions === 0) throw fail(`wrong magic number ${magic}: expected at least one dimension, received 0`, 3)

  const dataOffset = 4 + 4 * dimensions
  if (start.length < dataOffset) {
    throw fail(
      `truncated: expected a header of ${dataOffset} bytes for ${dimensions} dimensions, received ${start.length}`,
      start.length,
    )
  }
  const view = new DataView(start.buffer, start.byteOffset, dataOffset)
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis))
  // A zero anywhere makes the file empty, however large the other dimensions are.
  const fileBytes = shape.includes(0)
    ? dataOffset
    : shape.reduce((product, size) => product * size, element.bytes) + dataOffset
  if (!Number.isSafeInteger(fileBytes)) {
    throw fail(`impossible dimensions ${shapeText(shape)}: their product is beyond 2⁵³ bytes`, 4)
  }
  return { type: element.type, shape, elementBytes: element.bytes, dataOffset, fileBytes }
}

/** Throws unless a file of `length` bytes is exactly as long as its header says. */
export function checkLength(header: IdxHeader, length: number, { file, decompressed }: Origin): void {
  if (length === header.fileBytes) return
  const expected = `expected ${header.fileBytes} bytes for ${header.type} of shape ${shapeText(header.shape)}`
  if (length < header.fileBytes) {
    throw new DataError(file, `truncated: ${expected}, received ${length}`, { offset: length, decompressed })
  }
  throw new DataError(file, `too long: ${expected}, received ${length}`, { offset: header.fileBytes, decompressed })
}

/** Throws when a typed array cannot be as long as the file. */
export function checkFits({ fileBytes }: IdxHeader, { file }: Origin): void {
  if (fileBytes <= constants.MAX_LENGTH) return
  throw new DataError(file, `too large: ${fileBytes} bytes, expected at most ${constants.MAX_LENGTH}`)
}

export function shapeText(shape: readonly number[]): string {
  const shown = shape.length > 8 ? [...shape.slice(0, 8), '…'] : shape
  return `[${shown.join(', ')}]`
}
