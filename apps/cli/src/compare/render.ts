import path from 'node:path'
import type { TextTable } from '@blasnet/report'
import { renderTable } from '../terminal/table.ts'
import type { View } from '../terminal/view.ts'
import { shortPath } from '../train/short-path.ts'
import { wrapParts } from '../train/wrap.ts'

/**
 * How soon each column of a comparison is left out on a narrow terminal: run and validation accuracy stay, then come
 * epochs, parameters, the network's settings, and what is left of the figures in their order.
 */
const ranks = [undefined, 3, 2, 1, undefined] as const

/** The table of a comparison, and what was written. */
export function renderComparison(table: TextTable, files: readonly string[], view: View): string[] {
  const { style, columns, tableColumns } = view
  const titles = table.columns.map(({ title, align }, index) => {
    const dispensable = index < ranks.length ? ranks[index] : index
    return { title, align, ...(dispensable !== undefined && { dispensable }) }
  })
  const names = files.map(file => path.basename(file)).filter(name => !name.endsWith('.png'))
  return [
    ...renderTable({ columns: titles, rows: table.rows, style, width: tableColumns, wrapTitles: true }),
    '',
    `Saved in ${style.bold(shortPath(path.dirname(files[0]!)))}, figures as PNG too`,
    ...wrapParts(names, columns - 2).map(line => style.dim(`  ${line.trimStart()}`)),
  ]
}
