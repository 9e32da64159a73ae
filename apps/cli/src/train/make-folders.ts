import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { isSystemError } from '../errors/system-error.ts'

/**
 * Makes a folder and those above it that are missing, and returns the topmost one it made; undefined when the folder
 * was there. What `mkdir` with `recursive` does, which never returns where a file system answers "no such file" to a
 * new folder in a folder that exists, as /proc does (Node 20.20).
 */
export async function makeFolders(folder: string): Promise<string | undefined> {
  const missing: string[] = []
  let current = path.resolve(folder)
  while (!(await isThere(current))) {
    missing.push(current)
    const parent = path.dirname(current)
    if (parent === current) break
    current = parent
  }
  let topmost: string | undefined
  for (const each of missing.reverse()) {
    if (await makeFolder(each)) topmost ??= each
  }
  return topmost
}

/** Makes one folder; false when there is something of this name already. */
export async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false
    throw error
  }
}

async function isThere(folder: string): Promise<boolean> {
  try {
    await stat(folder)
    return true
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false
    throw error
  }
}
