import path from 'node:path'
import { UsageError } from '../errors/usage-error.ts'

/**
 * What folders are called in a table: their names, with as many of the folders above them as it takes to tell them
 * apart.
 *
 * @throws UsageError when one folder is given twice
 */
export function runNames(folders: readonly string[]): string[] {
  const absolute = folders.map(folder => path.resolve(folder))
  const twice = absolute.findIndex((folder, index) => absolute.indexOf(folder) !== index)
  if (twice >= 0) throw new UsageError(`compare: '${folders[twice]}' is given twice`)
  const parts = absolute.map(folder => folder.split(path.sep).filter(Boolean))
  for (let count = 1; ; count++) {
    const names = parts.map(each => each.slice(-count).join('/') || path.sep)
    if (new Set(names).size === names.length) return names
  }
}
