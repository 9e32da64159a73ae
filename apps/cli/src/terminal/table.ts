import type { Style } from './style.ts'
import { pad, textWidth } from './text-width.ts'
import { wrapWords } from './wrap-words.ts'

export interface Column {
  readonly title: string
  /** Default left. */
  readonly align?: 'left' | 'right'
  /** A column with a number is left out where the table is too wide; the lowest number stays longest. */
  readonly dispensable?: number
}

export interface TableOptions {
  readonly columns: readonly Column[]
  /** Cells of each row, one a column; may hold colours. */
  readonly rows: readonly (readonly string[])[]
  readonly style: Style
  /** Columns of the terminal. Default: no limit. */
  readonly width?: number | undefined
  /** A last row, set apart by a rule. */
  readonly total?: readonly string[]
}

const GAP = '  '

/** A table as lines of text: titles, a rule, rows, each column as wide as its widest cell. */
export function renderTable({ columns, rows, style, width = Number.POSITIVE_INFINITY, total }: TableOptions): string[] {
  const all = total === undefined ? rows : [...rows, total]
  const widths = columns.map((column, i) =>
    Math.max(textWidth(column.title), ...all.map(row => textWidth(row[i] ?? ''))),
  )
  const kept = columnsThatFit(columns, widths, width)
  const line = (cells: readonly string[]) =>
    kept
      .map(i => pad(cells[i] ?? '', widths[i]!, columns[i]!.align))
      .join(GAP)
      .trimEnd()
  const rule = style.dim(kept.map(i => '─'.repeat(widths[i]!)).join(GAP))
  const head = style.bold(line(columns.map(column => column.title)))
  const lines = [head, rule, ...rows.map(line)]
  if (total !== undefined) lines.push(rule, line(total))
  if (kept.length < columns.length) lines.push(...wrapWords(leftOut(columns, kept), width).map(style.dim))
  return lines
}

/** Those that must stay, then of the others, the least dispensable first, each that still fits. */
function columnsThatFit(columns: readonly Column[], widths: readonly number[], width: number): number[] {
  const all = columns.map((_, i) => i)
  const total = (kept: readonly number[]) => kept.reduce((sum, i) => sum + widths[i]! + GAP.length, -GAP.length)
  const candidates = all
    .filter(i => columns[i]!.dispensable !== undefined)
    .sort((a, b) => columns[a]!.dispensable! - columns[b]!.dispensable!)
  let kept = all.filter(i => columns[i]!.dispensable === undefined)
  for (const candidate of candidates) {
    const more = [...kept, candidate]
    if (total(more) <= width) kept = more
  }
  return kept.sort((a, b) => a - b)
}

function leftOut(columns: readonly Column[], kept: readonly number[]): string {
  const titles = columns.filter((_, i) => !kept.includes(i)).map(column => column.title)
  return `(a wider terminal shows ${titles.join(', ')} too)`
}
