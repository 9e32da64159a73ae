import { access } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors/usage-error.ts'
import { type ClaimFolderOptions, claimFolder, type WritableFolder } from './claim-folder.ts'

/** Where a run is written. */
export interface RunFolder {
  readonly folder: string
  readonly model: string
  readonly config: string
  readonly history: string
}

/** A folder taken for a run that has not been written yet. */
export type ClaimedFolder = RunFolder & WritableFolder

export interface ClaimOptions extends Omit<ClaimFolderOptions, 'refuse'> {
  /** Whether `out` may hold a run already. */
  readonly force: boolean
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
export async function claimRunFolder({ force, ...options }: ClaimOptions): Promise<ClaimedFolder> {
  const { folder, release } = await claimFolder({ ...options, ...(!force && { refuse: refuseFinishedRun }) })
  return { ...runFolder(folder), release }
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
