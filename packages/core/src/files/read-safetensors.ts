import { type FileHandle, open, stat } from 'node:fs/promises'
import { ModelFileError } from '../errors.ts'
import { type Header, MAX_HEADER_BYTES, parseHeader, type Refuse, type StoredTensor } from './header.ts'

/** The header length: an unsigned 64-bit little-endian integer. */
export const PREFIX_BYTES = 8
/** Bytes asked for at once: read() takes less than 2³¹. */
const READ_BYTES = 2 ** 28

/** A safetensors file whose header has been read and checked against the length of the file. */
export interface SafetensorsFile extends Header {
  /** Reads one tensor's bytes into `out`, which must be as long. */
  read(tensor: StoredTensor, out: Uint8Array): Promise<void>
  /** Throws a ModelFileError for this file. */
  readonly refuse: Refuse
}

/**
 * Opens a safetensors file (8 bytes header length, JSON header, data), calls `use`, and closes it. Everything is
 * checked before any tensor is read, so that a hostile header costs no more memory than the file has bytes.
 *
 * @throws ModelFileError when the file cannot be read or is not a well-formed safetensors file.
 */
export async function withSafetensors<T>(file: string, use: (content: SafetensorsFile) => Promise<T>): Promise<T> {
  const refuse = (what: string): never => {
    throw new ModelFileError(file, what)
  }
  try {
    // Before open(), which would wait forever for the other end of a named pipe.
    if (!(await stat(file)).isFile()) refuse('expected a regular file')
    await using handle = await open(file, 'r')
    const { header, dataStart } = await readHeader(handle, refuse)
    const read = (tensor: StoredTensor, out: Uint8Array) => readFully(handle, out, dataStart + tensor.start, refuse)
    return await use({ ...header, read, refuse })
  } catch (error) {
    throw isSystemError(error) ? new ModelFileError(file, `cannot be read: ${error.message}`, { cause: error }) : error
  }
}

async function readHeader(handle: FileHandle, refuse: Refuse): Promise<{ header: Header; dataStart: number }> {
  const { size } = await handle.stat()
  if (size < PREFIX_BYTES) refuse(`expected at least ${PREFIX_BYTES} bytes, received ${size}: the file is cut short`)
  const prefix = new Uint8Array(PREFIX_BYTES)
  await readFully(handle, prefix, 0, refuse)
  const length = new DataView(prefix.buffer).getBigUint64(0, true)
  if (length > MAX_HEADER_BYTES) refuse(`expected a header of at most ${MAX_HEADER_BYTES} bytes, received ${length}`)
  const dataStart = PREFIX_BYTES + Number(length)
  if (dataStart > size)
    refuse(`expected a header of ${length} bytes, received ${size - PREFIX_BYTES}: the file is cut short`)
  const bytes = new Uint8Array(Number(length))
  await readFully(handle, bytes, PREFIX_BYTES, refuse)
  return { header: parseHeader(bytes, size - dataStart, refuse), dataStart }
}

async function readFully(handle: FileHandle, out: Uint8Array, position: number, refuse: Refuse): Promise<void> {
  for (let done = 0; done < out.length; ) {
    const length = Math.min(out.length - done, READ_BYTES)
    const { bytesRead } = await handle.read(out, done, length, position + done)
    if (bytesRead === 0) refuse('ended early: it was changed while it was read')
    done += bytesRead
  }
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
