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
  /** Titles are broken between words where the table would be too wide otherwise. Default: they are not. */
  readonly wrapTitles?: boolean
  /** A last row, set apart by a rule. */
  readonly total?: readonly string[]
}

const GAP = '  '

/** A table as lines of text: titles, a rule, rows, each column as wide as its widest cell. */
export function renderTable(options: TableOptions): string[] {
  const { columns, rows, style, width = Number.POSITIVE_INFINITY, wrapTitles = false, total } = options
  const all = total === undefined ? rows : [...rows, total]
  const cellWidths = columns.map((_, i) => widest(all.map(row => row[i] ?? '')))
  const wide = columns.map(({ title }, i) => Math.max(textWidth(title), cellWidths[i]!))
  const narrow = columns.map(({ title }, i) => Math.max(widest(title.split(' ')), cellWidths[i]!))
  const widths = wrapTitles && tableWidth(wide) > width ? narrow : wide
  const kept = columnsThatFit(columns, widths, width)
  const line = (cells: readonly string[]) =>
    kept
      .map(i => pad(cells[i] ?? '', widths[i]!, columns[i]!.align))
      .join(GAP)
      .trimEnd()
  const rule = style.dim(kept.map(i => '─'.repeat(widths[i]!)).join(GAP))
  const titles = columns.map(({ title }, i) => wrapWords(title, widths[i]!))
  const lines = [...titleRows(titles).map(row => style.bold(line(row))), rule, ...rows.map(line)]
  if (total !== undefined) lines.push(rule, line(total))
  if (kept.length < columns.length) lines.push(...wrapWords(leftOut(columns, kept), width).map(style.dim))
  return lines
}

/** The lines of each title as rows of cells, all of them standing on the last row. */
function titleRows(titles: readonly (readonly string[])[]): string[][] {
  const height = Math.max(1, ...titles.map(({ length }) => length))
  return Array.from({ length: height }, (_, row) => titles.map(title => title[row - height + title.length] ?? ''))
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(textWidth))
}

function tableWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length)
}

/** Those that must stay, then of the others, the least dispensable first, each that still fits. */
function columnsThatFit(columns: readonly Column[], widths: readonly number[], width: number): number[] {
  const all = columns.map((_, i) => i)
  const total = (kept: readonly number[]) => tableWidth(kept.map(i => widths[i]!))
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
