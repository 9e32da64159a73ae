import { readFileSync } from 'node:fs'
import {
  type Activation,
  createNetwork,
  type LayerOptions,
  type LossOptions,
  type Network,
  type TrainingData,
  type TrainOptions,
} from '../index.ts'
import { coreOf } from '../network/network.ts'
import { lehmer } from './blobs.ts'

/** Floats as the script has written them: base64 of their bytes. */
type Packed = string

/** A network and data that both sides make for themselves. */
export interface Case {
  readonly name: string
  readonly network: { readonly inputs: number; readonly inputDropout?: number; readonly layers: LayerOptions[] }
  readonly loss?: LossOptions
  /** What outputs are compared with. Default `labels`. */
  readonly targets?: 'labels' | 'numbers' | 'shares'
  readonly sampleWeights?: true
  /** Inputs are bytes, three in four of them zero. */
  readonly bytes?: true
}

/** A run of 50 steps. */
export interface Trajectory extends Case {
  readonly options: Pick<TrainOptions, 'optimizer' | 'clipping' | 'maxNorm' | 'averaging' | 'seed'>
  /** After every step. */
  readonly validates?: true
  readonly losses: readonly number[]
  readonly validation?: readonly number[]
  readonly parameters: Packed
  readonly outputs: Packed
}

/** The gradient of one batch. */
export interface Gradient extends Case {
  readonly seed?: number
  readonly lossValue: number
  readonly gradient: Packed
  readonly outputs: Packed
}

/** f and f′ of an activation at points z. */
export interface Values {
  readonly activation: Activation
  readonly z: Packed
  readonly y: Packed
  readonly slope: Packed
}

/** Samples of a batch. */
export const BATCH = 8
/** Of bytes. */
export const NORMALISATION = { mean: 33, standardDeviation: 78 }
const SAMPLES = 40

/** What PyTorch has computed. */
export function readCases<T>(file: 'trajectories' | 'gradients' | 'activations'): readonly T[] {
  const { cases } = JSON.parse(
    readFileSync(new URL(`../training/agreement/fixtures/${file}.json`, import.meta.url), 'utf8'),
  )
  return cases
}

export function unpack(text: Packed): Float64Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** 0.6·(2u − 1) for everything; scales and running variances are 1 more. */
export function makeNetwork({ network: options }: Case): Network {
  const network = createNetwork({ ...options, dtype: 'float64' })
  const { tensors, native } = coreOf(network)
  const random = lehmer(2)
  const values = tensors.flatMap(({ name, length }) => {
    const centre = /norm\.(scale|running_variance)$/.test(name) ? 1 : 0
    return Array.from({ length }, () => centre + 0.6 * (2 * random() - 1))
  })
  native.setParameters(Float64Array.from(values))
  return network
}

/** Samples first … first + count − 1; default all 40. */
export function makeData(
  { network, targets = 'labels', sampleWeights, bytes }: Case,
  { first = 0, count = SAMPLES } = {},
): TrainingData {
  const outputs = network.layers.at(-1)!.units
  const rows = (seed: number, columns: number, number: (u: number) => number) => {
    const random = lehmer(seed)
    const values = Float64Array.from({ length: SAMPLES * columns }, () => number(random()))
    return values.slice(first * columns, (first + count) * columns)
  }
  const inputs = bytes
    ? Uint8Array.from(rows(1, network.inputs, u => (u < 0.75 ? 0 : Math.floor(1024 * (u - 0.75)))))
    : rows(1, network.inputs, u => 2 * u - 1)
  const weights = sampleWeights && { sampleWeights: rows(4, 1, u => 2 * u) }
  if (targets !== 'labels')
    return { inputs, targets: rows(3, outputs, u => (targets === 'numbers' ? 6 * u - 3 : u)), ...weights }
  const labels = Uint8Array.from({ length: count }, (_, row) => {
    const n = first + row
    return Math.floor((n * n) / 3) % Math.max(outputs, 2)
  })
  return { inputs, labels, ...weights }
}

/** Largest |received − expected| / max(1, |expected|); NaN where one of them is. */
export function difference(received: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (received.length !== expected.length) return Number.NaN
  return Array.from(received).reduce((largest, value, index) => {
    const one = Math.abs(value - expected[index]!) / Math.max(1, Math.abs(expected[index]!))
    return one > largest || Number.isNaN(one) ? one : largest
  }, 0)
}
