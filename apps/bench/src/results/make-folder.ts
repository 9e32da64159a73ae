import { constants } from 'node:fs'
import { access, mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder, and those above it, where they are missing, and sees that files can be written into it.
 *
 * Not `mkdir` with `recursive`, which never returns where a file system answers "no such file" to a new folder in a
 * folder that exists, as /proc does (Node 20.20).
 *
 * @throws the file system's error
 */
export async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = []
  let current = resolve(folder)
  while (!(await isFolder(current))) {
    missing.unshift(current)
    current = dirname(current)
  }
  for (const one of missing) await mkdir(one)
  await access(folder, constants.W_OK)
}

/** False where there is nothing; throws where there is something else. */
async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  throw Object.assign(new Error(`${path} is no folder`), { code: 'ENOTDIR' })
}
