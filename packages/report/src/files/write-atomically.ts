import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { writeAtomically as write } from '@blasnet/files'

/** Writes a file so that it holds all of `content` or what it held before; makes its folder. */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await write(file, content)
}
