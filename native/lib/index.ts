import { addon } from './addon.ts'
import type {
  BackendInfo,
  NativeDataset as Dataset,
  NativeTrainingLoop as Loop,
  NativeNetwork as Network,
} from './addon-types.ts'

export type * from './addon-types.ts'
export { augment } from './augment.ts'
export {
  activate,
  activateBackward,
  gather,
  gemm,
  improvedSigmoid,
  relu,
  sgd,
  sigmoid,
  softmaxCrossEntropy,
  tanh,
} from './kernels.ts'
export { fillNormal, fillUniform, permutation } from './random.ts'

/** What the kernels run on: OpenBLAS's core and version, the instruction set, the compiler. */
export function backendInfo(): BackendInfo {
  return addon.backendInfo()
}

export const NativeDataset = addon.Dataset
export type NativeDataset = Dataset
export const NativeNetwork = addon.Network
export type NativeNetwork = Network
export const NativeTrainingLoop = addon.TrainingLoop
export type NativeTrainingLoop = Loop
