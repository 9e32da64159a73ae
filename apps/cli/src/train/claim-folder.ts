import { randomBytes } from 'node:crypto'
import { rm, rmdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../errors/failure.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { makeFolder, makeFolders } from './make-folders.ts'

export interface ClaimFolderOptions {
  /** `--out`. Without it, a new folder below `root` is made. */
  readonly out?: string | undefined
  /** Name of the new folder; `-2`, `-3` … is added when it is taken. */
  readonly name: string
  /** Where new folders are made. Default `runs` in the working directory. */
  readonly root?: string
  /** Throws when `out`, a folder that is there, must not be written to. Default: any may. */
  readonly refuse?: (out: string) => Promise<void>
}

/** A folder that can be written to. */
export interface WritableFolder {
  readonly folder: string
  /** Removes what claiming has made, when nothing was written there. */
  release(): Promise<void>
}

/**
 * Takes a folder, making those that are missing, and makes sure that it can be written to.
 *
 * @throws UsageError when `out` is a file; Failure when it cannot be written to; what `refuse` throws
 */
export async function claimFolder({ out, name, root = 'runs', refuse }: ClaimFolderOptions): Promise<WritableFolder> {
  const { folder, made } = out === undefined ? await makeNew(root, name) : await makeGiven(out, refuse)
  const release = () => removeEmpty(folder, made)
  try {
    await checkWritable(folder)
  } catch (error) {
    await release()
    throw folderError(folder, error)
  }
  return { folder, release }
}

/** `made` is the topmost folder that did not exist before; undefined when all of them did. */
type Made = { readonly folder: string; readonly made: string | undefined }

async function makeNew(root: string, name: string): Promise<Made> {
  try {
    const madeRoot = await makeFolders(root)
    for (let count = 1; ; count++) {
      const folder = path.join(root, count === 1 ? name : `${name}-${count}`)
      // Making it is what decides, so that two runs started together take two folders.
      if (await makeFolder(folder)) return { folder, made: madeRoot ?? folder }
    }
  } catch (error) {
    throw folderError(root, error)
  }
}

async function makeGiven(out: string, refuse: ClaimFolderOptions['refuse']): Promise<Made> {
  const found = await stat(out).catch(() => undefined)
  if (found !== undefined && !found.isDirectory()) {
    throw new UsageError(`--out: expected a folder, received '${out}', which is a file`)
  }
  if (found !== undefined) await refuse?.(out)
  try {
    return { folder: out, made: await makeFolders(out) }
  } catch (error) {
    throw folderError(out, error)
  }
}

/** Permissions say too little (root, read-only file systems, quotas): only writing shows it. */
async function checkWritable(folder: string): Promise<void> {
  const probe = path.join(folder, `.probe.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeFile(probe, 'x', { flag: 'wx' })
  } finally {
    await rm(probe, { force: true })
  }
}

async function removeEmpty(folder: string, made: string | undefined): Promise<void> {
  if (made === undefined) return
  const top = path.resolve(made)
  try {
    for (let current = path.resolve(folder); ; current = path.dirname(current)) {
      await rmdir(current)
      if (current === top) return
    }
  } catch (error) {
    // Not empty: it, and so all above it, stays.
    if (!isSystemError(error)) throw error
  }
}

function folderError(folder: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  return new Failure(`cannot write in '${folder}': ${systemErrorReason(error)}`, { cause: error })
}
