import { checkObject, checkString } from '@blasnet/check'
import { DataError } from '../data-error.ts'
import type { DatasetPair } from '../dataset.ts'
import { findIdxFiles, type IdxFiles } from './find-files.ts'
import { loadPair } from './load-pair.ts'

/** Where Debian's package `dataset-fashion-mnist` puts its files. */
export const fashionMnistFolder = '/usr/share/datasets/fashion-mnist'

export const fashionMnistClasses: readonly string[] = Object.freeze([
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
])

export interface LoadFashionMnistOptions {
  /** Folder with the four files, raw or gzip. Default: that of Debian's package `dataset-fashion-mnist`. */
  readonly folder?: string
}

/**
 * Fashion-MNIST: 60,000 training and 10,000 test images of clothes in ten classes, 28 × 28 bytes each, in shared memory.
 *
 * @throws {@link DataError} when the files are not there, or damaged; says where it looked and what to do.
 */
export async function loadFashionMnist(options: LoadFashionMnistOptions = {}): Promise<DatasetPair> {
  checkObject('options', options, ['folder'])
  const files =
    options.folder === undefined
      ? await findFashionMnist(fashionMnistFolder)
      : await findIdxFiles(checkString('folder', options.folder))
  return loadPair({ name: 'Fashion-MNIST', files, classes: 10, classNames: fashionMnistClasses })
}

/** The files of Debian's package; an error also says how to get them. */
export async function findFashionMnist(folder: string): Promise<IdxFiles> {
  try {
    return await findIdxFiles(folder)
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause
    const problem = cause.message.slice(`${folder}: `.length)
    const fix =
      'On Debian and Ubuntu run `apt install dataset-fashion-mnist`; elsewhere name a folder that has the four files: ' +
      'loadFashionMnist({ folder })'
    throw new DataError(folder, `Fashion-MNIST is not here: ${problem}. ${fix}`, { cause })
  }
}
