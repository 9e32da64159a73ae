import type { Inputs, Normalisation } from '@blasnet/datasets'
import { NativeDataset } from '@blasnet/native'
import type { CheckedData, DataShape } from './check-data.ts'

/** Hands training data to the engine, normalised as it is read. */
export function openTrainingData(
  { inputs, labels, targets, targetNormalisation, sampleWeights }: CheckedData,
  { features, classes }: DataShape,
  normalisation: Normalisation | undefined,
): NativeDataset {
  const weights = sampleWeights && { sampleWeights }
  if (targets === undefined)
    return new NativeDataset({
      ...{ inputs, features, ...(labels && { labels }) },
      ...{ classes: Math.max(classes, 2), ...normalisation, ...weights },
    })
  const { mean: targetMean = 0, standardDeviation: targetStandardDeviation = 1 } = targetNormalisation ?? {}
  return new NativeDataset({
    ...{ inputs, features, targets, targetWidth: classes, targetMean, targetStandardDeviation },
    ...{ ...normalisation, ...weights },
  })
}

/** Hands unlabelled rows to the engine, normalised as they are read. */
export function openInputs(inputs: Inputs, features: number, normalisation: Normalisation | undefined): NativeDataset {
  return new NativeDataset({ inputs, features, ...normalisation })
}
