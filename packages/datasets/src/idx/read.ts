import { checkString } from '@blasnet/check'
import { DataError } from '../data-error.ts'
import { withRegularFile } from '../regular-file.ts'
import { allocateFile, shareWhole, toIdxArray, type WholeIdx } from './decode.ts'
import { expand, gzipStartBytes, isGzip, parseGzipHeader } from './gzip.ts'
import { checkLength, parseHeader } from './header.ts'
import type { IdxArray } from './types.ts'

/** A compressed file beyond this is no data set that fits into memory. */
const largestGzip = 2 ** 31 - 1

/**
 * Reads an IDX file, raw or gzip (told by its bytes, not its name), into shared memory.
 *
 * Every element type of the format is decoded: unsigned and signed bytes, 16- and 32-bit integers, both floats.
 *
 * @throws {@link DataError} when there is no such file or it is no whole IDX file, with file and offset.
 */
export async function readIdx(file: string): Promise<IdxArray> {
  return toIdxArray(await readWhole(checkString('file', file)))
}

/** Reads and checks a file as {@link readIdx} does, and gives its bytes, header included, decompressed. */
export function readWhole(file: string): Promise<WholeIdx> {
  return withRegularFile(file, async source => {
    const start = new Uint8Array(Math.min(source.size, gzipStartBytes))
    await source.fill(start)
    if (isGzip(start)) {
      const header = parseGzipHeader(start, source.size, file)
      if (source.size > largestGzip) throw new DataError(file, `too large: ${source.size} compressed bytes`)
      const compressed = new Uint8Array(source.size)
      await source.fill(compressed)
      return shareWhole(await expand(compressed, header, file), header, { file, decompressed: true })
    }
    const origin = { file, decompressed: false }
    const header = parseHeader(start, origin)
    // Before any memory is asked for: a sparse file costs its author nothing.
    checkLength(header, source.size, origin)
    const bytes = allocateFile(header, origin)
    await source.fill(bytes)
    return { bytes, header, origin }
  })
}
