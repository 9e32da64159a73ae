import type { ActivationName, DType } from '@blasnet/native'
import { dtypeName, networkName } from '../measure/network-name.ts'

export const peerActivations = ['sigmoid', 'tanh', 'relu'] as const

/** What everyone does: plain stochastic gradient descent with momentum on MNIST, from the same weights. */
export interface Workload {
  /** `training`: steps and nothing else. `study`: an epoch, with five validations of validation and training data. */
  readonly kind: 'training' | 'study'
  readonly hidden: readonly number[]
  readonly activation: ActivationName
  /** Which layers have a bias. */
  readonly bias: 'all' | 'first'
  readonly batchSize: number
  readonly learningRate: number
  readonly momentum: number
  readonly dtype: DType
  readonly threads: number
}

/** One layer as peers are told it. */
export interface Layer {
  readonly inputs: number
  readonly units: number
  readonly bias: boolean
  readonly activation: ActivationName
}

/** The layers between `features` inputs and one output a class. */
export function layersOf({ hidden, activation, bias }: Workload, features: number, classes: number): Layer[] {
  const units = [...hidden, classes]
  return units.map((size, layer) => ({
    inputs: layer === 0 ? features : (units[layer - 1] as number),
    units: size,
    bias: bias === 'all' || layer === 0,
    activation: layer === hidden.length ? 'identity' : activation,
  }))
}

/** What ids of its results begin with: `peers/training/784-64-10/sigmoid/b32/f32/t1`. */
export function workloadId(work: Workload, layers: readonly Layer[]): string {
  const { kind, activation, batchSize, dtype, threads } = work
  return `peers/${kind}/${nameOf(layers)}/${activation}/b${batchSize}/${dtypeName(dtype)}/t${threads}`
}

/** `784-64-10` */
export function nameOf(layers: readonly Layer[]): string {
  return networkName([layers[0]?.inputs ?? 0, ...layers.map(({ units }) => units)])
}

const common = { kind: 'training', activation: 'sigmoid', bias: 'all', learningRate: 0.02, momentum: 0.9 } as const

/** 784-64-10 at batch 32, where overhead counts. */
export const smallNetwork = { ...common, hidden: [64], batchSize: 32 } as const

/** 784-800-800-10 at batch 128, where matrix products count. */
export const wideNetwork = { ...common, hidden: [800, 800], batchSize: 128 } as const

/** 784-64-10 with all tricks of the study. */
export const studyEpoch = {
  ...common,
  kind: 'study',
  hidden: [64],
  activation: 'improved-sigmoid',
  bias: 'first',
  batchSize: 32,
} as const
