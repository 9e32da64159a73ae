import { readFile, stat } from 'node:fs/promises'
import { systemErrorReason } from '../errors/system-error.ts'
import { PictureError } from './picture-error.ts'
import { type Invert, type PreparedPicture, preparePicture } from './prepare.ts'

/** Most bytes a PNG file may have; 25 million pixels of 16-bit RGBA that do not compress at all would need more. */
export const MAX_FILE_BYTES = 128 * 1024 * 1024

/**
 * Reads a PNG file as a network's input, see {@link preparePicture}.
 *
 * Throws PictureError, naming the file, when it cannot be read, is no PNG, is broken or is too big.
 */
export async function readPicture(file: string, side: number, invert: Invert): Promise<PreparedPicture> {
  return preparePicture(await readBounded(file), file, side, invert)
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    // Asked before opening: opening a pipe would wait for somebody to write to it.
    const info = await stat(file)
    if (!info.isFile()) throw new PictureError(file, `expected a PNG file, received ${kindOf(info)}`)
    if (info.size > MAX_FILE_BYTES) {
      const limit = `${MAX_FILE_BYTES / 2 ** 20} MiB`
      throw new PictureError(file, `the file is too big, ${info.size} bytes, expected at most ${limit}`)
    }
    return await readFile(file)
  } catch (error) {
    if (error instanceof PictureError) throw error
    throw new PictureError(file, systemErrorReason(error as NodeJS.ErrnoException), { cause: error })
  }
}

function kindOf(info: { isDirectory(): boolean }): string {
  return info.isDirectory() ? 'a folder' : 'something that is no regular file'
}
