import { stat } from 'node:fs/promises'
import { type DatasetPair, loadFashionMnist, loadIdxFolder, loadMnist } from '@blasnet/datasets'
import { didYouMean } from '../errors/suggest.ts'
import { invalidValue } from '../errors/usage-error.ts'

/** The data sets that `--data` knows by name. */
export const namedSources = ['mnist', 'fashion-mnist'] as const

export type NamedSource = (typeof namedSources)[number]

export function isNamedSource(name: string): name is NamedSource {
  return (namedSources as readonly string[]).includes(name)
}

/**
 * Loads what `--data` names: `mnist`, `fashion-mnist`, or a directory with the four IDX files of a data set (raw or
 * gzip). A name takes precedence over a directory of the same name; write `./mnist` for the directory.
 *
 * @param flag what an error calls the name: the flag or the path in a configuration file
 * @throws UsageError when the name is neither known nor a directory; BlasnetError when the files are not sound
 */
export async function loadDataSource(name: string, flag = '--data'): Promise<DatasetPair> {
  if (name === 'mnist') return loadMnist()
  if (name === 'fashion-mnist') return loadFashionMnist()
  const isDirectory = await stat(name).then(
    found => found.isDirectory(),
    () => false,
  )
  if (!isDirectory) {
    throw invalidValue(
      flag,
      `${namedSources.join(', ')} or a directory of IDX files`,
      name,
      didYouMean(name, namedSources),
    )
  }
  return loadIdxFolder(name)
}
