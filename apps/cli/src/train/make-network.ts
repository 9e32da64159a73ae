import { createNetwork, type Network, OptionError } from '@blasnet/core'
import { flagName, type NameSetting } from '../config/flag-name.ts'
import { UsageError } from '../errors/usage-error.ts'
import { networkOptions } from './network-options.ts'
import type { PreparedData } from './prepare-data.ts'
import { shortPath } from './short-path.ts'

/**
 * The network that settings describe, with its initial weights.
 *
 * @param nameSetting how messages call a setting
 * @throws UsageError when it is too large or two settings cannot go together; ModelFileError when the initial weights cannot be read or do not fit
 */
export async function makeNetwork(data: PreparedData, nameSetting: NameSetting = flagName): Promise<Network> {
  const network = create(data, nameSetting)
  const { initialWeights } = data.settings
  if (initialWeights === null) return network
  try {
    await network.loadWeights(shortPath(initialWeights))
    return network
  } catch (error) {
    network.dispose()
    throw error
  }
}

function create({ settings, train, classes }: PreparedData, nameSetting: NameSetting): Network {
  try {
    return createNetwork(networkOptions(settings, { inputs: train.features, classes }))
  } catch (error) {
    // Each setting has been checked; what is left are two that cannot go together, and a network that is too large.
    if (!(error instanceof OptionError)) throw error
    const { expected, received } = error
    const setting = error.option === 'biasInitializer' ? 'biasInitializer' : 'hidden'
    throw new UsageError(`${nameSetting(setting)}: expected ${expected}, received ${received}`, { cause: error })
  }
}
