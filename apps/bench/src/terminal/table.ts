export interface Column {
  readonly title: string
  /** Default right: most columns hold numbers. */
  readonly align?: 'left' | 'right'
}

const gap = '  '

/** A table as text: titles, a rule, rows, each column as wide as its widest cell. Ends with a new line. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, i) => Math.max(...[title, ...rows.map(row => row[i] ?? '')].map(lengthOf)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - lengthOf(cell))
        return columns[i]?.align === 'left' ? cell + space : space + cell
      })
      .join(gap)
      .trimEnd()
  const titles = line(columns.map(({ title }) => title))
  const rule = widths.map(width => '─'.repeat(width)).join(gap)
  return `${[titles, rule, ...rows.map(row => line(columns.map((_, i) => row[i] ?? '')))].join('\n')}\n`
}

/** Columns on a terminal: characters, none of which is wide here, and not UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length
}
