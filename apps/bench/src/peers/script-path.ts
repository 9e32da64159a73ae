import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of the folder `peers` of this package, the same from the sources and from what was built; or any, in full. */
export function scriptPath(name: string): string {
  if (isAbsolute(name)) return name
  return fileURLToPath(new URL(`../../peers/${name}`, import.meta.url))
}
