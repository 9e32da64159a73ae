import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../errors/failure.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'

/**
 * Writes a file in one go or not at all: a temporary file in the same folder, flushed to the disk, then renamed, so
 * that nobody ever reads half of it and a full disk leaves what was there.
 *
 * @throws Failure that names the file and why
 */
export async function writeAtomically(file: string, chunks: Iterable<string>): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const handle = await open(temporary, 'wx')
    try {
      for (const chunk of chunks) await handle.writeFile(chunk)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
    await syncFolder(path.dirname(file))
  } catch (error) {
    await rm(temporary, { force: true })
    throw writeFailure(file, error)
  }
}

/** The error to throw when `file` could not be written. */
export function writeFailure(file: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  return new Failure(`cannot write '${file}': ${systemErrorReason(error)}`, { cause: error })
}

/** Makes the rename itself survive a crash. Some file systems cannot; the file is whole there all the same. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(folder, 'r')
    await handle.sync()
  } catch (error) {
    if (!isSystemError(error)) throw error
  } finally {
    await handle?.close()
  }
}
