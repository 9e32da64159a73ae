import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What a file is to hold: text (UTF-8) or bytes, whole or in pieces one after the other. */
export type Content = string | Uint8Array | Iterable<string | Uint8Array>

/**
 * Writes a file so that it holds either all of `content` or what it held before, whatever happens on the way: into a
 * temporary file of the same folder, flushed to the disk, then renamed. The temporary file is removed when anything
 * fails.
 *
 * @throws the file system's error (a full disk, no permission, no such folder), or what the iteration of pieces throws
 */
export async function writeAtomically(file: string, content: Content): Promise<void> {
  const folder = dirname(file)
  const temporary = join(folder, `.blasnet-${randomUUID()}.tmp`)
  try {
    await writeFlushed(temporary, content)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await flushFolder(folder)
}

async function writeFlushed(file: string, content: Content): Promise<void> {
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content
  const handle = await open(file, 'wx')
  try {
    for (const piece of pieces) await handle.writeFile(piece)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the rename itself survive a power cut. Some file systems cannot do it: the file is whole all the same. */
async function flushFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(folder, 'r')
    await handle.sync()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  } finally {
    await handle?.close()
  }
}
