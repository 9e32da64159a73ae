import { beside } from './beside.ts'

const GAP = 2
const MOST_COLUMNS = 10

/** How many blocks stand side by side, and the columns that each of them may take. */
export interface GridShape {
  readonly across: number
  readonly width: number
}

/** `count` blocks in rows: as many side by side as are asked for, else as fit at `comfortable` columns each. */
export function gridShape(count: number, columns: number, comfortable: number, asked?: number): GridShape {
  const fitting = Math.floor((columns + GAP) / (comfortable + GAP))
  const across = asked ?? Math.min(MOST_COLUMNS, count, Math.max(1, fitting))
  return { across, width: Math.max(1, Math.floor((columns + GAP) / across) - GAP) }
}

/** Rows of `across` blocks, an empty line between them. */
export function grid(blocks: readonly (readonly string[])[], across: number): string[] {
  const lines: string[] = []
  for (let first = 0; first < blocks.length; first += across) {
    if (first > 0) lines.push('')
    lines.push(...beside(blocks.slice(first, first + across), GAP))
  }
  return lines
}
