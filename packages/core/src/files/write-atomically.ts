import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes `pieces` one after the other so that `file` holds either all of them or what it held before: into a temporary
 * file in the same folder, flushed to the disk, then renamed. The temporary file is removed when anything fails.
 */
export async function writeAtomically(file: string, pieces: readonly Uint8Array[]): Promise<void> {
  const folder = dirname(file)
  const temporary = join(folder, `.blasnet-${randomUUID()}.tmp`)
  try {
    await writeFlushed(temporary, pieces)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await flushFolder(folder)
}

async function writeFlushed(file: string, pieces: readonly Uint8Array[]): Promise<void> {
  await using handle = await open(file, 'wx')
  for (const piece of pieces) await handle.writeFile(piece)
  await handle.sync()
}

/** Makes the rename itself survive a power cut. Some platforms cannot open a folder: the file is whole all the same. */
async function flushFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder, 'r')
    await handle.sync()
  } catch {}
}
