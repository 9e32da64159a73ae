import type { Dataset, Normalisation } from '@blasnet/datasets'
import { type DType, fillUniform, NativeDataset, NativeNetwork, permutation } from '@blasnet/native'
import { type Measurement, timed } from './interleave.ts'

/** The network and the work to be timed: hidden layers of sigmoid units, the first with a bias, and an output layer. */
export interface StepSetup {
  readonly hidden: readonly number[]
  readonly batchSize: number
  readonly momentum: number
  readonly dtype: DType
}

/**
 * Floating-point operations of one sample in one training step, counting the matrix products only: forward and weight
 * gradient of every layer, input gradient of every layer but the first. 204.5 thousand for 784-64-10.
 */
export function flopsPerSample(widths: readonly number[]): number {
  let flops = 0
  for (let l = 1; l < widths.length; l++) {
    const product = 2 * (widths[l - 1] as number) * (widths[l] as number)
    flops += l === 1 ? 2 * product : 3 * product
  }
  return flops
}

/** One epoch of training steps over `data` in a random order, gather, loss and update included. */
export function trainingEpoch(data: Dataset, normalisation: Normalisation, setup: StepSetup): Measurement {
  const units = [...setup.hidden, data.classes]
  const network = new NativeNetwork({
    dtype: setup.dtype,
    inputs: data.features,
    layers: units.map((size, layer) => ({
      units: size,
      activation: layer === units.length - 1 ? 'identity' : 'sigmoid',
      bias: layer === 0,
    })),
  })
  const parameters = network.getParameters()
  fillUniform({ out: parameters, low: -1, high: 1, seed: 1, stream: 0 })
  network.setParameters(parameters)
  const dataset = new NativeDataset({
    inputs: data.inputs,
    labels: data.labels,
    features: data.features,
    classes: data.classes,
    ...normalisation,
  })
  const steps = Math.floor(data.count / setup.batchSize)
  let epoch = 0
  return async () => {
    const order = permutation({ count: data.count, seed: 1, stream: epoch++ })
    const indices = order.subarray(0, steps * setup.batchSize)
    const { batchSize, momentum } = setup
    return timed(() => network.trainSteps({ dataset, indices, batchSize, learningRate: 0.01, momentum }))
  }
}
