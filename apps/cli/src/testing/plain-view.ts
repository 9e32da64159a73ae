import { createStyle } from '../terminal/style.ts'
import type { View } from '../terminal/view.ts'

/** A terminal without colours, `columns` wide. */
export function plainView(columns: number): View {
  return { style: createStyle({}, {}), colours: 'none', columns, tableColumns: columns }
}
