import { stat } from 'node:fs/promises'
import type { ComparedRun } from '@blasnet/report'
import { readConfig } from '../config/read-config.ts'
import { Failure } from '../errors/failure.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { readHistory } from '../train/read-history.ts'
import { runFolder } from '../train/run-folder.ts'
import { runNames } from './run-names.ts'

/** A run with the folder it was read from. */
export interface ReadRun extends ComparedRun {
  readonly folder: string
}

/**
 * The runs in the folders of `blasnet train` and `blasnet report`.
 *
 * @throws Failure that names a folder or file that cannot be read or is damaged; UsageError for one given twice
 */
export async function readRuns(folders: readonly string[]): Promise<ReadRun[]> {
  const names = runNames(folders)
  const runs: ReadRun[] = []
  for (const [index, folder] of folders.entries()) {
    await checkFolder(folder)
    const files = runFolder(folder)
    const history = await readHistory(files.history)
    const config = await readSettings(files.config)
    runs.push({ name: names[index]!, folder, history, ...(config && { config }) })
  }
  return runs
}

async function checkFolder(folder: string): Promise<void> {
  try {
    if ((await stat(folder)).isDirectory()) return
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new Failure(`cannot read the run '${folder}': ${systemErrorReason(error)}`, { cause: error })
  }
  throw new Failure(`expected the folder of a run, received a file: '${folder}'`)
}

/** Without a configuration a run is compared all the same; another program's is none. */
async function readSettings(file: string): Promise<ComparedRun['config']> {
  try {
    return { ...(await readConfig(file)) }
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}
