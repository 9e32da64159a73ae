import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createNetwork, type Network, train } from '@blasnet/core'
import { loadIdxFolder } from '@blasnet/datasets'

/** Trains a small network on data of the format of MNIST and saves it in `run`, as `blasnet train` does. */
export async function saveToyRun(data: string, run: string, { hidden = 5 } = {}): Promise<Network> {
  const pair = await loadIdxFolder(data)
  const network = createNetwork({
    inputs: pair.train.features,
    layers: [
      { units: hidden, activation: 'tanh' },
      { units: pair.train.classes, bias: false },
    ],
    seed: 3,
  })
  const optimizer = { kind: 'sgd', learningRate: 0.1 } as const
  await train(network, { data: { train: pair.train }, optimizer, epochs: 30, batchSize: 10, seed: 3 }).result
  await network.save(join(run, 'model.safetensors'))
  await writeFile(join(run, 'config.json'), JSON.stringify({ data }))
  return network
}
