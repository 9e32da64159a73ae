import path from 'node:path'
import { readConfig } from '../config/read-config.ts'
import { UsageError } from '../errors/usage-error.ts'
import { runFolder } from '../train/run-folder.ts'

/**
 * The data set that a model was trained on, from the config.json beside it; `mnist` when there is none that can be
 * read. It is what `--data` is when nobody says.
 */
export async function trainedOn(modelFile: string): Promise<string> {
  try {
    return (await readConfig(runFolder(path.dirname(modelFile)).config)).data ?? 'mnist'
  } catch (error) {
    // Another program's config.json, or none: the model is whole without it.
    if (error instanceof UsageError) return 'mnist'
    throw error
  }
}
