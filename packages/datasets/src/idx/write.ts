import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { checkString } from '@blasnet/check'
import { writeAtomically } from '@blasnet/files'
import { DataError } from '../data-error.ts'
import { encodeIdx } from './encode.ts'
import type { IdxSource } from './types.ts'

const gzipOffThread = promisify<Uint8Array, Buffer>(gzip)

/**
 * Writes an IDX file, compressed with gzip when its name ends in `.gz`. Atomic: an error leaves no half-written file.
 *
 * @throws {@link OptionError} when `shape` does not fit `data`, {@link DataError} when the file cannot be written.
 */
export async function writeIdx(file: string, source: IdxSource): Promise<void> {
  checkString('file', file)
  const bytes = encodeIdx(source)
  const content = file.endsWith('.gz') ? await gzipOffThread(bytes) : bytes
  try {
    await writeAtomically(file, content)
  } catch (cause) {
    throw new DataError(file, `cannot be written: ${(cause as { code?: unknown }).code ?? cause}`, { cause })
  }
}
