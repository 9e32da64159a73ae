import path from 'node:path'

/** A path as it is shortest from here: relative to the working directory, or absolute where that is shorter. */
export function shortPath(file: string): string {
  const relative = path.relative('', file) || '.'
  const absolute = path.resolve(file)
  return relative.length <= absolute.length ? relative : absolute
}
