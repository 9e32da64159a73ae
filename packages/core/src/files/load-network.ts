import { checkObject } from '@blasnet/check'
import type { DType } from '@blasnet/native'
import { checkDType } from '../network/check-options.ts'
import { NetworkCore } from '../network/core.ts'
import { Network } from '../network/network.ts'
import { checkFile } from './check-file.ts'
import { decodeMetadata } from './metadata.ts'
import { readParameters } from './read-parameters.ts'
import { withSafetensors } from './read-safetensors.ts'

export interface LoadOptions {
  /** Default: the dtype that the network was saved with. */
  readonly dtype?: DType
}

/**
 * Makes a network from a file that `network.save` wrote: architecture, normalisation and weights.
 *
 * ```ts
 * const network = await loadNetwork('model.safetensors')
 * const { labels } = await network.predict(images)
 * ```
 *
 * @throws ModelFileError (ERR_BLASNET_MODEL_FILE) naming the file and what is wrong with it, OptionError.
 */
export async function loadNetwork(file: string, options: LoadOptions = {}): Promise<Network> {
  const path = checkFile(file)
  const { dtype } = checkObject('options', options, ['dtype'])
  const wanted = dtype === undefined ? undefined : checkDType('options.dtype', dtype)
  return withSafetensors(path, async content => {
    const { architecture: stored, normalisation } = decodeMetadata(content.metadata, content.refuse)
    const architecture = { ...stored, dtype: wanted ?? stored.dtype }
    const parameters = await readParameters(content, architecture)
    return new Network(new NetworkCore(architecture, parameters, normalisation))
  })
}
