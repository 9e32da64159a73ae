import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BlasnetError } from '@blasnet/check'
import { createNetwork } from '@blasnet/core'
import { type Dataset, type Normalisation, normalisationStatistics } from '@blasnet/datasets'
import type { FloatArray } from '@blasnet/native'
import { batchIndices } from '../measure/training-steps.ts'
import { type Layer, layersOf, type Workload } from './workload.ts'

/** Seed of the initial weights and of the order of the samples. */
export const peerSeed = 1

export interface PeerData {
  readonly train: Dataset
  readonly validation: Dataset
}

/** Everything that those who train have to have in common. */
export interface PreparedWork {
  readonly workload: Workload
  readonly data: PeerData
  readonly normalisation: Normalisation
  readonly layers: readonly Layer[]
  /** Weight [units, inputs] and bias [units] of layer after layer. */
  readonly initial: FloatArray
  /** [orderSteps · batchSize] samples of step after step; what goes on longer begins again. */
  readonly order: Uint32Array
  readonly orderSteps: number
  readonly stepsPerEpoch: number
  /** Validated is after step s where s mod this is 0; undefined where nothing is. */
  readonly validateEvery: number | undefined
}

/** Some train several steps at once: whole groups of them have to fit into the order. */
const orderMultiple = 20
const orderEpochs = 4
const validationsPerEpoch = 5

export function prepareWork(workload: Workload, data: PeerData): PreparedWork {
  const { kind, batchSize, dtype } = workload
  const { train } = data
  const layers = layersOf(workload, train.features, train.classes)
  const stepsPerEpoch = Math.floor(train.count / batchSize)
  const isStudy = kind === 'study'
  const steps = Math.max(orderMultiple, stepsPerEpoch * (isStudy ? 1 : orderEpochs))
  const orderSteps = isStudy ? steps : steps - (steps % orderMultiple)
  return {
    workload,
    data,
    normalisation: normalisationStatistics(train),
    layers,
    initial: initialParameters(layers, dtype),
    order: batchIndices(train.count, batchSize, orderSteps),
    orderSteps,
    stepsPerEpoch,
    validateEvery: isStudy ? Math.max(1, Math.floor(stepsPerEpoch / validationsPerEpoch)) : undefined,
  }
}

function initialParameters(layers: readonly Layer[], dtype: Workload['dtype']): FloatArray {
  using network = createNetwork({
    inputs: (layers[0] as Layer).inputs,
    layers: layers.map(({ units, bias, activation }) => ({ units, bias, activation })),
    seed: peerSeed,
    dtype,
  })
  const tensors = network.parameters().map(({ values }) => values)
  const all = new (dtype === 'float32' ? Float32Array : Float64Array)(network.parameterCount)
  let at = 0
  for (const values of tensors) {
    all.set(values, at)
    at += values.length
  }
  return all
}

/** The message `init` but for the peer's own fields. */
export type SharedSetup = Readonly<Record<string, unknown>>

/**
 * Writes the data into `folder`, which is made, and gives what peers are told about them.
 *
 * @throws BlasnetError (ERR_BLASNET_DATA) where they cannot be written: a full disk
 */
export async function writeWork(work: PreparedWork, folder: string): Promise<SharedSetup> {
  const { workload, data, layers, initial, order, orderSteps, normalisation, validateEvery } = work
  const { batchSize, learningRate, momentum } = workload
  const files: Record<string, string> = {}
  const write = async (name: string, content: Uint8Array) => {
    files[name] = join(folder, name)
    try {
      await mkdir(folder, { recursive: true })
      await writeFile(files[name], content)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const message = `peers: the data for them cannot be written to ${folder} (${code})`
      throw new BlasnetError('ERR_BLASNET_DATA', message, { cause: error })
    }
  }
  await write('images', bytesOf(data.train.inputs))
  await write('labels', Uint8Array.from(data.train.labels))
  await write('order', bytesOf(order))
  await write('weights', bytesOf(Float64Array.from(initial)))
  if (validateEvery !== undefined) {
    await write('validationImages', bytesOf(data.validation.inputs))
    await write('validationLabels', Uint8Array.from(data.validation.labels))
  }
  return {
    files,
    samples: data.train.count,
    features: data.train.features,
    classes: data.train.classes,
    ...normalisation,
    layers,
    orderSteps,
    batchSize,
    learningRate,
    momentum,
    ...(validateEvery !== undefined && { validation: { every: validateEvery } }),
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
