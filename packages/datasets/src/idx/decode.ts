import { OptionError } from '@blasnet/check'
import { DataError } from '../data-error.ts'
import { arrayType, sharedBytes } from '../shared-memory.ts'
import { elements } from './elements.ts'
import { expandSync, gzipStartBytes, isGzip, parseGzipHeader } from './gzip.ts'
import { checkFits, checkLength, type IdxHeader, type Origin, parseHeader } from './header.ts'
import type { IdxArray } from './types.ts'

/**
 * Decodes an IDX file held in memory, raw or gzip (told by its bytes). `data` is a copy in shared memory.
 *
 * Every element type of the format is decoded: unsigned and signed bytes, 16- and 32-bit integers, both floats.
 *
 * @param name Stands for the file in errors. Default `IDX data`.
 * @throws {@link DataError} when the bytes are no whole IDX file, with the offset.
 */
export function decodeIdx(bytes: Uint8Array, name = 'IDX data'): IdxArray {
  if (arrayType(bytes) !== 'Uint8Array') throw new OptionError('bytes', 'a Uint8Array', bytes)
  if (!isGzip(bytes)) {
    const origin = { file: name, decompressed: false }
    return toIdxArray(shareWhole(bytes, parseHeader(bytes, origin), origin))
  }
  const header = parseGzipHeader(bytes.subarray(0, gzipStartBytes), bytes.length, name)
  const whole = expandSync(bytes, header, name)
  return toIdxArray(shareWhole(whole, header, { file: name, decompressed: true }))
}

/** A whole uncompressed IDX file in shared memory, found to be as long as its header says. */
export interface WholeIdx {
  readonly bytes: Uint8Array<SharedArrayBuffer>
  readonly header: IdxHeader
  readonly origin: Origin
}

/** Copies an uncompressed file into shared memory once its length is known to be right. */
export function shareWhole(bytes: Uint8Array, header: IdxHeader, origin: Origin): WholeIdx {
  checkLength(header, bytes.length, origin)
  const shared = allocateFile(header, origin)
  shared.set(bytes)
  return { bytes: shared, header, origin }
}

/** Shared memory for a whole file; the header's length must have been checked against what is there. */
export function allocateFile(header: IdxHeader, origin: Origin): Uint8Array<SharedArrayBuffer> {
  checkFits(header, origin)
  try {
    return sharedBytes(header.fileBytes)
  } catch (cause) {
    throw new DataError(origin.file, `too large: no memory for ${header.fileBytes} bytes`, { cause })
  }
}

/** The values of a file: bytes as a view of it, wider elements swapped to the machine's byte order. */
export function toIdxArray({ bytes, header }: WholeIdx): IdxArray {
  const { type, shape, dataOffset } = header
  return { type, shape, data: elements[type].decode(bytes, dataOffset) } as IdxArray
}
