import { randomBytes } from 'node:crypto'
import { access, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../errors/failure.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { makeFolder, makeFolders } from './make-folders.ts'

/** Where a run is written. */
export interface RunFolder {
  readonly folder: string
  readonly model: string
  readonly config: string
  readonly history: string
}

/** A folder taken for a run that has not been written yet. */
export interface ClaimedFolder extends RunFolder {
  /** Removes what claiming has made, when nothing was written there. */
  release(): Promise<void>
}

export interface ClaimOptions {
  /** `--out`. Without it, a new folder below `runs/` is made. */
  readonly out?: string | undefined
  /** Name of the new folder; `-2`, `-3` … is added when it is taken. */
  readonly name: string
  /** Whether `out` may hold a run already. */
  readonly force: boolean
  /** Where new folders are made. Default `runs` in the working directory. */
  readonly root?: string
}

/** The files of a run in a folder. */
export function runFolder(folder: string): RunFolder {
  return {
    folder,
    model: path.join(folder, 'model.safetensors'),
    config: path.join(folder, 'config.json'),
    history: path.join(folder, 'history.json'),
  }
}

/**
 * Takes a folder for a run, and makes sure before any training that it can be written to. A finished run is never
 * overwritten unless `force` says so: without `out` the folder is always a new one.
 *
 * @throws UsageError when `out` holds a run or is a file; Failure when it cannot be written to
 */
export async function claimRunFolder({ out, name, force, root = 'runs' }: ClaimOptions): Promise<ClaimedFolder> {
  const { folder, made } = out === undefined ? await makeNew(root, name) : await makeGiven(out, force)
  const release = () => removeEmpty(folder, made)
  try {
    await checkWritable(folder)
  } catch (error) {
    await release()
    throw folderError(folder, error)
  }
  return { ...runFolder(folder), release }
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

async function makeGiven(out: string, force: boolean): Promise<Made> {
  const found = await stat(out).catch(() => undefined)
  if (found !== undefined && !found.isDirectory()) {
    throw new UsageError(`--out: expected a folder, received '${out}', which is a file`)
  }
  if (found !== undefined && !force) await refuseFinishedRun(out)
  try {
    return { folder: out, made: await makeFolders(out) }
  } catch (error) {
    throw folderError(out, error)
  }
}

async function refuseFinishedRun(out: string): Promise<void> {
  const { model, history, config } = runFolder(out)
  for (const file of [history, model, config]) {
    if (await exists(file)) {
      const advice = 'choose another folder, or add --force to overwrite it'
      throw new UsageError(`--out: '${out}' holds a run already (${path.basename(file)}); ${advice}`)
    }
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
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
