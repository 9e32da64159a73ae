import type { Network } from '@blasnet/core'
import { settingNames } from '../config/schema.ts'
import type { ResolvedSettings } from '../config/settings.ts'
import type { RunHistory } from './history.ts'
import { jsonChunks } from './json-chunks.ts'
import type { RunFolder } from './run-folder.ts'
import { writeAtomically, writeFailure } from './write-atomically.ts'

/** What a run leaves behind. */
export interface FinishedRun {
  /** Absent: the model is left out. */
  readonly network?: Pick<Network, 'save'>
  readonly settings: ResolvedSettings
  readonly history: RunHistory
}

/**
 * Writes the three files of a run, each atomically: the model first, because it cannot be made again from the others,
 * and the history last, so that a folder with a history is a whole run.
 */
export async function writeRun(files: RunFolder, { network, settings, history }: FinishedRun): Promise<void> {
  try {
    await network?.save(files.model)
  } catch (error) {
    throw writeFailure(files.model, error)
  }
  await writeConfig(files, settings)
  await writeAtomically(files.history, jsonChunks(history))
}

/** Writes the settings of a run, complete. */
export async function writeConfig({ config }: RunFolder, settings: ResolvedSettings): Promise<void> {
  await writeAtomically(config, jsonChunks(inOrder(settings)))
}

/** Settings in the order in which help and documentation have them. */
function inOrder(settings: ResolvedSettings): object {
  const values: Readonly<Record<string, unknown>> = { ...settings }
  return Object.fromEntries(settingNames.map(name => [name, values[name]]))
}
