import type { Cell, Table } from '../document/model.ts'
import type { TextTable } from '../table.ts'
import { cellText } from './prose.ts'

/** A table of the document as Markdown, its caption below. */
export function markdownTable({ caption, columns, rows }: Table): string {
  const lines = textTable({
    columns,
    rows: rows.map(row => row.map(markdownCell)),
  })
  return `${lines}\n\n*${caption.replaceAll('*', '')}*`
}

/** A plain table as Markdown, columns padded so that it reads as text too. */
export function textTable({ columns, rows }: TextTable): string {
  const cells = [columns.map(({ title }) => title), ...rows].map(row => row.map(cellText))
  const widths = columns.map((_, index) => Math.max(3, ...cells.map(row => [...row[index]!].length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((text, index) => pad(text, widths[index]!, columns[index]!.align)).join(' | ')} |`
  const rule = columns.map(({ align }, index) => {
    return align === 'right' ? `${'-'.repeat(widths[index]! - 1)}:` : '-'.repeat(widths[index]!)
  })
  return [line(cells[0]!), `| ${rule.join(' | ')} |`, ...cells.slice(1).map(line)].join('\n')
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const room = ' '.repeat(width - [...text].length)
  return align === 'right' ? room + text : text + room
}

/** Verdicts where colour cannot tell them. */
const marks = { reproduced: '✓', 'within-noise': '≈', 'not-reproduced': '✗', open: '?' } as const

function markdownCell({ text, deviation, note, verdict }: Cell): string {
  const mark = verdict ? `${marks[verdict]} ` : ''
  return `${mark}${text}${deviation ? ` ${deviation}` : ''}${note ? `<br>${note}` : ''}`
}
