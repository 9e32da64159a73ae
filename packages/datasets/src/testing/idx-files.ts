import { join } from 'node:path'
import type { IdxSource } from '../idx/types.ts'
import { writeIdx } from '../idx/write.ts'

/** Three training and two test images of 2 × 2 pixels in three classes. */
export const small: Readonly<Record<'trainImages' | 'trainLabels' | 'testImages' | 'testLabels', IdxSource>> = {
  trainImages: { shape: [3, 2, 2], data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) },
  trainLabels: { shape: [3], data: Uint8Array.of(2, 0, 1) },
  testImages: { shape: [2, 2, 2], data: Uint8Array.of(21, 22, 23, 24, 25, 26, 27, 28) },
  testLabels: { shape: [2], data: Uint8Array.of(1, 2) },
}

/** Names of the original files of MNIST. */
export const originalNames = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
}

/** Writes the four files, some of them replaced or (undefined) left out, under the given names. */
export async function writeSmall(
  folder: string,
  replaced: { readonly [K in keyof typeof small]?: IdxSource | undefined } = {},
  names: Readonly<Record<keyof typeof small, string>> = originalNames,
): Promise<string> {
  for (const [role, source] of Object.entries({ ...small, ...replaced })) {
    if (source !== undefined) await writeIdx(join(folder, names[role as keyof typeof small]), source)
  }
  return folder
}
