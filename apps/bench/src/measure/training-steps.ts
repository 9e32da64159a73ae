import { BlasnetError } from '@blasnet/check'
import type { Dataset, Normalisation } from '@blasnet/datasets'
import { type ActivationName, type DType, fillNormal, NativeDataset, NativeNetwork, permutation } from '@blasnet/native'
import { type Measurement, timed } from './interleave.ts'

export { flopsPerSample } from './work.ts'

/** Which implementation of the first layer is used: the one the engine picks for the data, or one of the two. */
export const paths = ['auto', 'dense', 'sparse'] as const
export type Path = (typeof paths)[number]

/** Hidden layers of one activation, the first with a bias, and an output layer. */
export interface NetworkSetup {
  readonly hidden: readonly number[]
  readonly dtype: DType
  /** Default sigmoid. */
  readonly activation?: ActivationName
}

/** The network and the work to be timed. */
export interface StepSetup extends NetworkSetup {
  readonly batchSize: number
  readonly momentum: number
  /** Default 1. */
  readonly threads?: number
  /** Default auto. */
  readonly path?: Path
}

/** A network with weights of N(0, 1/inputs) (LeCun), the same every time. */
export function createNetwork({ features, classes }: Dataset, setup: NetworkSetup): NativeNetwork {
  const { hidden, dtype, activation = 'sigmoid' } = setup
  const units = [...hidden, classes]
  const network = new NativeNetwork({
    dtype,
    inputs: features,
    layers: units.map((size, layer) => ({
      units: size,
      activation: layer === units.length - 1 ? 'identity' : activation,
      bias: layer === 0,
    })),
  })
  const parameters = network.getParameters().fill(0)
  let [inputs, start] = [features, 0]
  for (const [layer, size] of units.entries()) {
    const out = parameters.subarray(start, start + inputs * size)
    fillNormal({ out, mean: 0, standardDeviation: 1 / Math.sqrt(inputs), seed: 1, stream: layer })
    start += out.length + (layer === 0 ? size : 0)
    inputs = size
  }
  network.setParameters(parameters)
  return network
}

/** The data as the engine reads them, with the first layer's implementation that `path` asks for. */
export function openDataset(data: Dataset, normalisation: Normalisation, path: Path = 'auto'): NativeDataset {
  const { inputs, labels, features, classes } = data
  const sparse = path === 'auto' ? undefined : { sparse: path === 'sparse' }
  return new NativeDataset({ inputs, labels, features, classes, ...normalisation, ...sparse })
}

/** One epoch of training steps over `data` in a random order, gather, loss and update included. */
export function trainingEpoch(data: Dataset, normalisation: Normalisation, setup: StepSetup): Measurement {
  const network = createNetwork(data, setup)
  const dataset = openDataset(data, normalisation, setup.path)
  const steps = Math.floor(data.count / setup.batchSize)
  let epoch = 0
  return async () => {
    const order = permutation({ count: data.count, seed: 1, stream: epoch++ })
    return trainingSteps(network, dataset, order.subarray(0, steps * setup.batchSize), setup)
  }
}

/** Seconds of one training step after the other on the batches that `indices` lists. */
export async function trainingSteps(
  network: NativeNetwork,
  dataset: NativeDataset,
  indices: Uint32Array,
  { batchSize, momentum, threads = 1 }: Pick<StepSetup, 'batchSize' | 'momentum' | 'threads'>,
): Promise<number> {
  let ended: string | undefined
  const seconds = await timed(async () => {
    const options = {
      dataset,
      indices,
      batchSize,
      learningRate: 0.001,
      optimizer: { kind: 'sgd', momentum } as const,
      ...(threads > 1 && { threads }),
    }
    const result = await network.trainSteps(options)
    ended = result.ended
  })
  if (ended !== 'completed') throw new BlasnetError('ERR_BLASNET_NON_FINITE', `training steps ended early: ${ended}`)
  return seconds
}

/** Indices of `steps` batches: epoch after epoch in a random order, without what is left at the end of an epoch. */
export function batchIndices(count: number, batchSize: number, steps: number): Uint32Array {
  const perEpoch = Math.floor(count / batchSize)
  const indices = new Uint32Array(steps * batchSize)
  for (let step = 0, epoch = 0; step < steps; step += perEpoch, epoch++) {
    const order = permutation({ count, seed: 1, stream: epoch })
    indices.set(order.subarray(0, Math.min(perEpoch, steps - step) * batchSize), step * batchSize)
  }
  return indices
}
