import { BlasnetError } from '@blasnet/check'
import { type Dataset, normalisationStatistics } from '@blasnet/datasets'
import { sourceFolder } from './describe-source.ts'
import { loadDataSource } from './source.ts'

/** What was found out about one part of a data set. */
export interface PartReport {
  readonly name: string
  readonly count: number
  readonly features: number
  /** Smallest and largest value of all samples. */
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly standardDeviation: number
  /** Samples of each class, [classes]. */
  readonly labels: readonly number[]
}

/** What `data verify --json` prints. */
export type VerifyReport =
  | {
      readonly data: string
      readonly sound: true
      readonly folder: string
      /** Whether the files were compared with known checksums. */
      readonly checksums: boolean
      readonly image: { readonly height: number; readonly width: number } | null
      readonly classNames: readonly string[] | null
      /** Not defects, but worth knowing. */
      readonly remarks: readonly string[]
      readonly train: PartReport
      readonly test: PartReport
    }
  | { readonly data: string; readonly sound: false; readonly problem: string }

/**
 * Reads every byte of a data set: structure, counts, labels, and for MNIST the SHA-256 of the four original files. A
 * defect is reported and not thrown.
 *
 * @throws UsageError when `data` is neither a known name nor a directory
 */
export async function verifyData(data: string): Promise<VerifyReport> {
  try {
    const { train, test } = await loadDataSource(data, 'data verify')
    const parts = { train: describePart(train), test: describePart(test) }
    return {
      data,
      sound: true,
      folder: sourceFolder(data),
      checksums: data === 'mnist',
      image: train.image ?? null,
      classNames: train.classNames ?? null,
      remarks: [...remarks(parts.train), ...remarks(parts.test)],
      ...parts,
    }
  } catch (error) {
    if (!(error instanceof BlasnetError)) throw error
    return { data, sound: false, problem: error.message }
  }
}

function describePart(dataset: Dataset): PartReport {
  const { name, count, features, inputs, classes } = dataset
  const labels = new Array<number>(classes).fill(0)
  for (const label of dataset.labels) labels[label]! += 1
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of inputs) {
    if (value < min) min = value
    if (value > max) max = value
  }
  // Equal values have no deviation to normalise by; that is a remark here and no defect.
  const statistics = min < max ? normalisationStatistics(dataset) : { mean: min, standardDeviation: 0 }
  return { name, count, features, min, max, ...statistics, labels }
}

function remarks({ name, labels, min, max }: PartReport): string[] {
  const missing = labels.flatMap((count, index) => (count === 0 ? [index] : []))
  const which = missing.length === 1 ? 'class' : 'classes'
  return [
    ...(missing.length > 0 ? [`${name}: no samples of ${which} ${missing.join(', ')}`] : []),
    ...(min === max ? [`${name}: every value is ${min}, there is nothing to learn from`] : []),
  ]
}
