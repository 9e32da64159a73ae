import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '../data-error.ts'

/** Paths of the four files of a data set in the format of MNIST. */
export interface IdxFiles {
  readonly trainImages: string
  readonly trainLabels: string
  readonly testImages: string
  readonly testLabels: string
}

const roles = {
  trainImages: { prefixes: ['train'], kind: 'images', dimensions: 'idx3' },
  trainLabels: { prefixes: ['train'], kind: 'labels', dimensions: 'idx1' },
  testImages: { prefixes: ['t10k', 'test'], kind: 'images', dimensions: 'idx3' },
  testLabels: { prefixes: ['t10k', 'test'], kind: 'labels', dimensions: 'idx1' },
} as const

/**
 * Finds the four files by their usual names: `train-images-idx3-ubyte` or `train-images.idx3-ubyte`, `t10k-` or `test-`
 * in front of the test files, with or without `.gz`.
 *
 * @throws {@link DataError} when the folder cannot be read or lacks a file; lists the names tried.
 */
export async function findIdxFiles(folder: string): Promise<IdxFiles> {
  const present = new Set(await listFolder(folder))
  const find = (role: keyof typeof roles) => {
    const names = namesOf(role)
    const name = names.find(candidate => present.has(candidate))
    if (name !== undefined) return join(folder, name)
    const { kind } = roles[role]
    throw new DataError(
      folder,
      `no ${role.startsWith('train') ? 'training' : 'test'} ${kind}; tried ${names.join(', ')}`,
    )
  }
  return {
    trainImages: find('trainImages'),
    trainLabels: find('trainLabels'),
    testImages: find('testImages'),
    testLabels: find('testLabels'),
  }
}

function namesOf(role: keyof typeof roles): string[] {
  const { prefixes, kind, dimensions } = roles[role]
  return prefixes.flatMap(prefix =>
    ['-', '.'].flatMap(separator =>
      ['', '.gz'].map(ending => `${prefix}-${kind}${separator}${dimensions}-ubyte${ending}`),
    ),
  )
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    const { code } = cause as { code?: unknown }
    if (code === 'ENOENT') throw new DataError(folder, 'no such folder', { cause })
    if (code === 'ENOTDIR') throw new DataError(folder, 'expected a folder, received a file', { cause })
    throw new DataError(folder, `cannot be read: ${code ?? cause}`, { cause })
  }
}
