import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const NOT_SOURCES = new Set(['.git', '.turbo', 'build', 'dist', 'node_modules', 'runs'])

/**
 * The files under a folder, relative to `base`, in order of their names; not those that are installed or built.
 *
 * @param {string} base
 * @param {string} [folder] relative to base
 * @returns {string[]}
 */
export function sourceFiles(base, folder = '') {
  return readdirSync(join(base, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return NOT_SOURCES.has(entry.name) ? [] : sourceFiles(base, path)
      return entry.isFile() ? [path] : []
    })
}
