export { type CreateDatasetOptions, createDataset } from './create-dataset.ts'
export { DataError, type DataErrorDetails } from './data-error.ts'
export type { Dataset, DatasetPair, Inputs, LabelledData, Labels, Normalisation } from './dataset.ts'
export { decodeIdx } from './idx/decode.ts'
export { encodeIdx } from './idx/encode.ts'
export { readIdx } from './idx/read.ts'
export type { IdxArray, IdxSource, IdxType } from './idx/types.ts'
export { writeIdx } from './idx/write.ts'
export { normalisationStatistics } from './normalisation.ts'
export {
  fashionMnistClasses,
  fashionMnistFolder,
  type LoadFashionMnistOptions,
  loadFashionMnist,
} from './sets/fashion-mnist.ts'
export { type LoadIdxFolderOptions, loadIdxFolder } from './sets/folder.ts'
export { type LoadMnistOptions, loadMnist, locateMnist, mnistSha256 } from './sets/mnist.ts'
export { firstSamples, lastSamples } from './splits/ends.ts'
export { type SplitOptions, splitFraction } from './splits/fraction.ts'
export { createDraw, type DrawBelow } from './splits/random.ts'
export { splitStratified } from './splits/stratified.ts'
