import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { readConfig } from '../config/read-config.ts'
import type { ResolvedSettings } from '../config/settings.ts'
import { differingSetting } from '../report/same-settings.ts'
import { jsonChunks } from '../train/json-chunks.ts'
import { makeFolders } from '../train/make-folders.ts'
import type { RunFolder } from '../train/run-folder.ts'
import { writeAtomically, writeFailure } from '../train/write-atomically.ts'
import { writeConfig } from '../train/write-run.ts'

/** What stands in the folder of a trial in place of a history when its loss was not finite. */
function divergedFile({ folder }: RunFolder): string {
  return path.join(folder, 'diverged.json')
}

/** Writes what became of a trial that diverged, its settings first. */
export async function writeDiverged(files: RunFolder, settings: ResolvedSettings, message: string): Promise<void> {
  try {
    await makeFolders(files.folder)
  } catch (error) {
    throw writeFailure(files.folder, error)
  }
  await writeConfig(files, settings)
  await writeAtomically(divergedFile(files), jsonChunks({ message }))
}

/** How a trial of the same settings diverged; undefined when none did. */
export async function readDiverged(files: RunFolder, settings: ResolvedSettings): Promise<string | undefined> {
  try {
    const { message } = JSON.parse(await readFile(divergedFile(files), 'utf8'))
    if (differingSetting(await readConfig(files.config), settings) !== undefined) return undefined
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}

export async function removeDiverged(files: RunFolder): Promise<void> {
  await rm(divergedFile(files), { force: true })
}
