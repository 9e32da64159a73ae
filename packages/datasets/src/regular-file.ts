import { type FileHandle, open, stat } from 'node:fs/promises'
import { DataError } from './data-error.ts'

/** One read asks for at most this much: reads of 2 GiB fail on some systems. */
const largestRead = 1 << 30

/** An open file that is neither folder, pipe nor device, and the size it had when it was opened. */
export interface RegularFile {
  readonly size: number
  /** Fills all of `target` from the start of the file. */
  fill(target: Uint8Array): Promise<void>
}

/** Opens `file`, runs `use` and closes it again; what the system refuses becomes a {@link DataError}. */
export async function withRegularFile<T>(file: string, use: (file: RegularFile) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined
  try {
    // Before opening, which would wait for the other end of a pipe.
    const { size } = await checkRegular(file)
    handle = await open(file, 'r')
    return await use({ size, fill: target => fill(handle as FileHandle, target, file) })
  } catch (cause) {
    throw fileError(cause, file)
  } finally {
    await handle?.close()
  }
}

async function checkRegular(file: string) {
  const status = await stat(file)
  if (status.isDirectory()) throw new DataError(file, 'expected a file, received a folder')
  if (!status.isFile()) throw new DataError(file, 'expected a file, received a pipe or device')
  return status
}

async function fill(handle: FileHandle, target: Uint8Array, file: string): Promise<void> {
  let done = 0
  while (done < target.length) {
    const { bytesRead } = await handle.read(target, done, Math.min(target.length - done, largestRead), done)
    if (bytesRead === 0) throw new DataError(file, 'became shorter while it was read', { offset: done })
    done += bytesRead
  }
}

function fileError(cause: unknown, file: string): unknown {
  const { code } = cause as { code?: unknown }
  if (cause instanceof DataError || typeof code !== 'string') return cause
  if (code === 'ENOENT') return new DataError(file, 'no such file', { cause })
  return new DataError(file, `cannot be read: ${code}`, { cause })
}
