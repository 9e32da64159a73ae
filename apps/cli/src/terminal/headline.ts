import { wrapParts } from '../train/wrap.ts'
import type { Style } from './style.ts'

/** What a report is about: the first parts bold, the rest of its lines dim, parts set apart by ` · `. */
export function headline(lines: readonly (readonly string[])[], style: Style, columns: number): string[] {
  return lines.flatMap((parts, i) => wrapParts(parts, columns).map(i === 0 ? style.bold : style.dim))
}
