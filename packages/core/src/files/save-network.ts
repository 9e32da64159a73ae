import { writeAtomically } from '@blasnet/files'
import { ModelFileError } from '../errors.ts'
import type { NetworkCore } from '../network/core.ts'
import { indexOfNonFinite } from '../network/float-array.ts'
import { checkFile } from './check-file.ts'
import { encodeMetadata } from './metadata.ts'
import { isSystemError } from './read-safetensors.ts'
import { encodeSafetensors } from './write-safetensors.ts'

/** Writes a network as it is now; what happens to it while the file is written does not matter. */
export async function saveNetwork(core: NetworkCore, file: unknown): Promise<void> {
  const path = checkFile(file)
  const parameters = core.snapshot('save')
  const tensors = core.tensors.map(({ name, shape, offset, length }) => {
    const values = parameters.subarray(offset, offset + length)
    const bad = indexOfNonFinite(values)
    // Such a file could not be loaded again.
    if (bad >= 0) throw new ModelFileError(path, `not written: ${name} holds ${values[bad]} at index ${bad}`)
    return { name, shape, values }
  })
  const pieces = encodeSafetensors(tensors, encodeMetadata(core.architecture, core.normalisation))
  try {
    await writeAtomically(path, pieces)
  } catch (error) {
    throw isSystemError(error)
      ? new ModelFileError(path, `cannot be written: ${error.message}`, { cause: error })
      : error
  }
}
