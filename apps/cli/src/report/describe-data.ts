import { type Dataset, normalisationStatistics } from '@blasnet/datasets'
import type { DataDescription, DataPart } from '@blasnet/report'
import { dataLabel } from '../train/header.ts'
import type { PreparedData } from '../train/prepare-data.ts'

/** Figures of the samples that networks are trained and validated on, and the first training image of every class. */
export function describeData({ settings, train, validation, classes }: PreparedData): DataDescription {
  return {
    name: dataLabel(settings.data),
    classes,
    features: train.features,
    train: describePart(train),
    ...(validation && { validation: describePart(validation) }),
    ...(train.image && { images: firstImages(train, train.image) }),
  }
}

function describePart(part: Dataset): DataPart {
  const { mean, standardDeviation } = normalisationStatistics(part)
  return { count: part.count, mean, std: standardDeviation, zeroShare: zeroShare(part.inputs) }
}

function zeroShare(values: Dataset['inputs']): number {
  let zeros = 0
  for (let i = 0; i < values.length; i++) if (values[i] === 0) zeros++
  return zeros / values.length
}

function firstImages({ inputs, labels, features, classes }: Dataset, image: { height: number; width: number }) {
  return Array.from({ length: classes }, (_, label) => labels.indexOf(label))
    .filter(index => index >= 0)
    .map(index => ({
      label: labels[index]!,
      ...image,
      pixels: [...inputs.subarray(index * features, (index + 1) * features)],
    }))
}
