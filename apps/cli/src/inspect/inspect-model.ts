import { stat } from 'node:fs/promises'
import {
  type Activation,
  type BatchNormOptions,
  type DType,
  type Initializer,
  loadNetwork,
  type Network,
} from '@blasnet/core'
import type { Normalisation } from '@blasnet/datasets'
import { architectureText } from '../models/describe-network.ts'
import { locateModel } from '../models/locate-model.ts'
import { type TensorStatistics, tensorStatistics } from './statistics.ts'

export interface LayerReport {
  readonly inputs: number
  readonly units: number
  readonly activation: Activation
  readonly bias: boolean
  /** How its weights were drawn. */
  readonly initializer: Initializer
  /** Nothing is said of what a layer does not have. */
  readonly batchNorm?: Required<BatchNormOptions>
  readonly dropout?: number
  readonly l1?: number
  readonly l2?: number
  readonly parameters: number
}

export interface TensorReport extends TensorStatistics {
  readonly name: string
  readonly shape: readonly number[]
}

/** What `blasnet inspect --json` prints. */
export interface ModelReport {
  readonly model: string
  readonly bytes: number
  readonly architecture: string
  readonly dtype: DType
  readonly seed: number
  readonly inputs: number
  /** Not there when nothing is dropped. */
  readonly inputDropout?: number
  readonly parameters: number
  readonly normalisation: Normalisation | null
  readonly layers: readonly LayerReport[]
  readonly tensors: readonly TensorReport[]
}

/** What a model file holds, and its tensors' statistics. */
export async function inspectModel(model: string): Promise<ModelReport> {
  const file = await locateModel(model)
  using network = await loadNetwork(file)
  const { size } = await stat(file)
  return {
    model: file,
    bytes: size,
    architecture: architectureText(network),
    dtype: network.dtype,
    seed: network.seed,
    inputs: network.inputs,
    ...(network.inputDropout > 0 && { inputDropout: network.inputDropout }),
    parameters: network.parameterCount,
    normalisation: network.normalisation ?? null,
    layers: layerReports(network),
    tensors: network.parameters().map(({ name, shape, values }) => ({ name, shape, ...tensorStatistics(values) })),
  }
}

function layerReports({ inputs, layers }: Network): LayerReport[] {
  return layers.map(({ units, activation, bias, initializer, batchNorm, dropout, l1, l2 }, index) => {
    const fanIn = index === 0 ? inputs : layers[index - 1]!.units
    // A batch normalisation learns a scale and a shift for each unit.
    const parameters = units * (fanIn + (bias ? 1 : 0) + (batchNorm ? 2 : 0))
    const extras = {
      ...(batchNorm && { batchNorm }),
      ...(dropout !== undefined && { dropout }),
      ...(l1 !== undefined && { l1 }),
      ...(l2 !== undefined && { l2 }),
    }
    return { inputs: fanIn, units, activation, bias, initializer, ...extras, parameters }
  })
}
