import type { Dataset } from '@blasnet/datasets'
import {
  activate,
  activateBackward,
  type DType,
  fillUniform,
  gather,
  gemm,
  permutation,
  sgd,
  softmaxCrossEntropy,
} from '@blasnet/native'
import { bytesOf } from '../measure/work.ts'

/** One call of a kernel, with what it reads and writes. */
export interface KernelCall {
  readonly kernel: string
  /** Its size in words: `32×64`. */
  readonly size: string
  readonly elements: number
  /** Every input read once, every output written once. */
  readonly bytes: number
  readonly call: () => unknown
}

const activations = ['sigmoid', 'improved-sigmoid', 'tanh', 'relu'] as const

/** Batch times units: in the first cache, in the last, in none. */
const planes = {
  full: [
    [32, 64],
    [128, 800],
    [1024, 2048],
  ],
  quick: [
    [32, 64],
    [128, 800],
  ],
} as const

/** Weights of 784-64-10, 784-800-800-10 and 784-2048-2048-2048-10. */
const weightCounts = { full: [50_816, 1_275_200, 10_014_720], quick: [50_816, 1_275_200] } as const

const batchSizes = { full: [32, 128, 1024], quick: [32, 128] } as const

/** Every kernel that the addon exports but the matrix product, at sizes of training. */
export function kernelCalls(dtype: DType, data: Dataset, extent: 'full' | 'quick'): KernelCall[] {
  const size = bytesOf(dtype)
  const array = (length: number, low = -2, high = 2) => {
    const out = dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
    fillUniform({ out, low, high, seed: 1, stream: 0 })
    return out
  }
  const elementwise = planes[extent].flatMap(([batch, units]) => {
    const elements = batch * units
    const [z, y, dy, dz] = [array(elements), array(elements, 0.1, 0.9), array(elements), array(elements)]
    const common = { size: `${batch}×${units}`, elements }
    return activations.flatMap((name): KernelCall[] => [
      { ...common, kernel: name, bytes: 2 * size * elements, call: () => activate(name, z, dz) },
      {
        ...common,
        kernel: `${name} backward`,
        bytes: 3 * size * elements,
        call: () => activateBackward(name, y, dy, dz),
      },
    ])
  })
  const losses = batchSizes[extent].map((batch): KernelCall => {
    const [logits, gradient] = [array(10 * batch), array(10 * batch)]
    const labels = data.labels.subarray(0, batch)
    return {
      kernel: 'softmax cross-entropy',
      size: `${batch}×10`,
      elements: 10 * batch,
      bytes: 2 * size * 10 * batch,
      call: () => softmaxCrossEntropy({ logits, labels, classes: 10, gradient }),
    }
  })
  const updates = weightCounts[extent].map((elements): KernelCall => {
    const [weights, gradient, velocity] = [array(elements), array(elements, -1e-3, 1e-3), array(elements, -1e-3, 1e-3)]
    return {
      kernel: 'sgd',
      size: elements.toLocaleString('en-US'),
      elements,
      bytes: 5 * size * elements,
      call: () => sgd({ weights, gradient, velocity, learningRate: 1e-6, momentum: 0.9 }),
    }
  })
  const gathers = batchSizes[extent].map((batch): KernelCall => {
    const { inputs, features, count } = data
    const order = permutation({ count, seed: 1, stream: 0 })
    const out = array(batch * features)
    let start = 0
    const call = () => {
      // Another batch each time: rows come from memory, as in training.
      start = start + 2 * batch > count ? 0 : start + batch
      const indices = order.subarray(start, start + batch)
      gather({ inputs, features, indices, mean: 33, standardDeviation: 78, out })
    }
    const elements = batch * features
    return { kernel: 'gather', size: `${batch}×${features}`, elements, bytes: (1 + size) * elements, call }
  })
  const [a, b, c] = [array(1), array(1), array(1)]
  // Next to no arithmetic: what crossing the border from JavaScript costs, with the checks of every argument.
  const border: KernelCall = {
    kernel: 'gemm',
    size: '1×1×1',
    elements: 1,
    bytes: 3 * size,
    call: () => gemm({ m: 1, n: 1, k: 1, a, b, c }),
  }
  return [...elementwise, ...losses, ...updates, ...gathers, border]
}
