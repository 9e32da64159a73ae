import { promisify } from 'node:util'
import { constants, type Gunzip, gunzip, gunzipSync, type ZlibOptions } from 'node:zlib'
import { DataError } from '../data-error.ts'
import { checkFits, type IdxHeader, longestHeader, parseHeader, shapeText } from './header.ts'

/** Compressed bytes among which the IDX header must come out; bounds what reading the header can decompress to. */
export const gzipStartBytes = 16_384

/** DEFLATE's limit: a match of 258 bytes coded in two bits. */
const largestRatio = 1032

export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b
}

/** The IDX header from the first bytes of a gzip file that is `compressedBytes` long. */
export function parseGzipHeader(start: Uint8Array, compressedBytes: number, file: string): IdxHeader {
  let first: Uint8Array = new Uint8Array()
  // Doubling, as a few hundred bytes nearly always do and a gzip bomb is to be touched as little as possible.
  for (let length = 512; first.length < longestHeader; length *= 2) {
    const part = start.subarray(0, Math.min(length, gzipStartBytes))
    try {
      first = gunzipSync(part, { finishFlush: constants.Z_SYNC_FLUSH })
    } catch (cause) {
      throw gzipError(cause, file, compressedBytes)
    }
    if (part.length === start.length || part.length === gzipStartBytes) break
  }
  const origin = { file, decompressed: true }
  const header = parseHeader(first, origin)
  if (header.fileBytes > largestRatio * compressedBytes) {
    throw new DataError(
      file,
      `truncated: its header promises ${header.fileBytes} bytes (${header.type} of shape ${shapeText(header.shape)}), ` +
        `more than ${compressedBytes} compressed bytes can hold`,
      { offset: 4, decompressed: true },
    )
  }
  checkFits(header, origin)
  return header
}

/** Decompresses a gzip file, giving up when more than `header.fileBytes` come out. */
export function expandSync(bytes: Uint8Array, header: IdxHeader, file: string): Uint8Array {
  try {
    return consumed(gunzipSync(bytes, settings(header)), bytes, file)
  } catch (cause) {
    throw expansionError(cause, bytes, header, file)
  }
}

/** {@link expandSync} away from the event loop. */
export async function expand(bytes: Uint8Array, header: IdxHeader, file: string): Promise<Uint8Array> {
  try {
    return consumed(await gunzipOffThread(bytes, settings(header)), bytes, file)
  } catch (cause) {
    throw expansionError(cause, bytes, header, file)
  }
}

const gunzipOffThread = promisify<Uint8Array, ZlibOptions, Buffer>(gunzip)

const settings = (header: IdxHeader) => ({ maxOutputLength: header.fileBytes, chunkSize: 1 << 20, info: true })

/** zlib stops at the first byte after the compressed data that starts no further member, and says nothing. */
function consumed(result: unknown, bytes: Uint8Array, file: string): Uint8Array {
  const { buffer, engine } = result as { buffer: Uint8Array; engine: Gunzip }
  const left = bytes.length - engine.bytesWritten
  if (left !== 0) {
    throw new DataError(file, `too long: ${left} bytes follow the end of the gzip data`, {
      offset: engine.bytesWritten,
    })
  }
  return buffer
}

function expansionError(cause: unknown, bytes: Uint8Array, header: IdxHeader, file: string): DataError {
  if ((cause as { code?: unknown }).code !== 'ERR_BUFFER_TOO_LARGE') return gzipError(cause, file, bytes.length)
  return new DataError(
    file,
    `too long: expected ${header.fileBytes} bytes for ${header.type} of shape ${shapeText(header.shape)}, received more`,
    { offset: header.fileBytes, decompressed: true },
  )
}

function gzipError(cause: unknown, file: string, compressedBytes: number): DataError {
  if (cause instanceof DataError) return cause
  const { code, message } = cause as { code?: unknown; message: string }
  if (code === 'Z_BUF_ERROR') {
    return new DataError(file, 'truncated: the gzip data does not end', { offset: compressedBytes, cause })
  }
  return new DataError(file, `corrupted gzip data: ${message}`, { cause })
}
