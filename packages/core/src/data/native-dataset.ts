import type { Inputs, LabelledData, Normalisation } from '@blasnet/datasets'
import { NativeDataset } from '@blasnet/native'
import type { DataShape } from './check-data.ts'

/** Hands labelled data to the engine, normalised as it is read. */
export function openLabelledData(
  { inputs, labels }: LabelledData,
  { features, classes }: DataShape,
  normalisation: Normalisation | undefined,
): NativeDataset {
  return new NativeDataset({ inputs, features, labels, classes, ...normalisation })
}

/** Hands unlabelled rows to the engine, normalised as they are read. */
export function openInputs(inputs: Inputs, features: number, normalisation: Normalisation | undefined): NativeDataset {
  return new NativeDataset({ inputs, features, ...normalisation })
}
