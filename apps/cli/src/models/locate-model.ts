import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../errors/failure.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { runFolder } from '../train/run-folder.ts'

/**
 * The file that MODEL names: a safetensors file itself, or the `model.safetensors` of a run's folder.
 *
 * @throws Failure when there is neither
 */
export async function locateModel(model: string): Promise<string> {
  const info = await statOrFail(model, `cannot read the model '${model}'`)
  if (!info.isDirectory()) return model
  const { model: file } = runFolder(model)
  const inside = await statOrFail(file, `the folder '${model}' has no ${path.basename(file)}`)
  if (inside.isDirectory()) throw new Failure(`expected a model, received a folder: '${file}'`)
  return file
}

async function statOrFail(file: string, problem: string) {
  try {
    return await stat(file)
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new Failure(`${problem}: ${systemErrorReason(error)}`, { cause: error })
  }
}
