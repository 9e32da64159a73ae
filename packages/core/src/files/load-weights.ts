import type { NetworkCore } from '../network/core.ts'
import { checkFile } from './check-file.ts'
import { readParameters } from './read-parameters.ts'
import { withSafetensors } from './read-safetensors.ts'

/** Replaces a network's weights by those of a file; nothing is replaced unless everything in the file is right. */
export async function loadWeights(core: NetworkCore, file: unknown): Promise<void> {
  const path = checkFile(file)
  await core.during('loading weights', async () => {
    const parameters = await withSafetensors(path, content => readParameters(content, core.architecture))
    core.assertAlive('load weights')
    core.native.setParameters(parameters)
  })
}
