import type { TextTable } from '../table.ts'
import type { Table } from './model.ts'

/** A table without notes, marks and prose, for a terminal. */
export function plainTable({ columns, rows }: Table): TextTable {
  return {
    columns: columns.map(({ title, align }) => ({ title, align })),
    rows: rows.map(row =>
      row.map(({ text, deviation }) => `${text}${deviation ? ` ${deviation}` : ''}`.replace(/[*`]/g, '')),
    ),
  }
}
