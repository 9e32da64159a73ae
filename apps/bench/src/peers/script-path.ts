import { fileURLToPath } from 'node:url'

/** A file of the folder `peers` of this package: the same from the sources and from what was built. */
export function scriptPath(name: string): string {
  return fileURLToPath(new URL(`../../peers/${name}`, import.meta.url))
}
