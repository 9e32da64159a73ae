import { basename, resolve } from 'node:path'
import { checkInteger, checkObject, checkString, OptionError } from '@blasnet/check'
import { checkClassNames } from '../class-names.ts'
import type { DatasetPair } from '../dataset.ts'
import { findIdxFiles } from './find-files.ts'
import { loadPair } from './load-pair.ts'

export interface LoadIdxFolderOptions {
  /** Shown to people. Default: the folder's name. */
  readonly name?: string
  /** Default the number of `classNames`, else 1 + the largest training label. */
  readonly classes?: number
  /** Name of each class, [classes]. */
  readonly classNames?: readonly string[]
}

/**
 * Loads a data set in the format of MNIST from any folder: four IDX files, raw or gzip, by their usual names
 * (`train-images-idx3-ubyte` or `train-images.idx3-ubyte`, `t10k-` or `test-` for the test set, with or without `.gz`).
 *
 * Bytes stay bytes, in shared memory.
 *
 * @throws {@link DataError} when a file is missing or damaged, or the files do not belong together.
 */
export async function loadIdxFolder(folder: string, options: LoadIdxFolderOptions = {}): Promise<DatasetPair> {
  checkString('folder', folder)
  checkObject('options', options, ['name', 'classes', 'classNames'])
  const name = checkString('name', options.name ?? (basename(resolve(folder)) || folder))
  const classNames = options.classNames === undefined ? undefined : checkClassNames(options.classNames)
  const { classes = classNames?.length } = options
  if (classes !== undefined) checkInteger('classes', classes, { min: 1, max: 2 ** 31 })
  if (classNames !== undefined && classNames.length !== classes) {
    throw new OptionError('classNames', `${classes} names, one a class`, classNames)
  }
  return loadPair({ name, files: await findIdxFiles(folder), classes, classNames })
}
