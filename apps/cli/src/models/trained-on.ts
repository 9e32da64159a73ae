import path from 'node:path'
import type { GivenSettings } from '../config/checks.ts'
import { readConfig } from '../config/read-config.ts'
import { UsageError } from '../errors/usage-error.ts'
import { runFolder } from '../train/run-folder.ts'

/** What a model was trained on and with, from the config.json beside it; nothing when there is none that can be read. */
export async function trainedWith(modelFile: string): Promise<GivenSettings> {
  try {
    return await readConfig(runFolder(path.dirname(modelFile)).config)
  } catch (error) {
    // Another program's config.json, or none: the model is whole without it.
    if (error instanceof UsageError) return {}
    throw error
  }
}

/** The data set that a model was trained on, `mnist` when nothing says. It is what `--data` is when nobody says. */
export async function trainedOn(modelFile: string): Promise<string> {
  return (await trainedWith(modelFile)).data ?? 'mnist'
}
