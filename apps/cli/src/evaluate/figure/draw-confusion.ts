import { type Box, element, fileTheme, fitText, type Paint, svgText, textWidth } from '@blasnet/report/figures'
import { classLabel } from '../class-label.ts'
import type { EvaluationReport } from '../evaluate-model.ts'

const size = { title: 17, label: 15, least: 9 } as const
const line = { title: 17 * 1.7, label: 15 * 1.5 } as const
/** Most of the box that names of classes may take. */
const NAME_SHARE = 0.28
/** A ground as strong as this carries white numbers. */
const STRONG = 0.85

type Texts = Parameters<typeof svgText>[3]
const text = (x: number, y: number, content: string, style: Texts) => svgText(x, y, content, style, fileTheme)

/**
 * The confusion matrix as a square: rows are true classes, columns what they were taken for. Right ones are the
 * stronger the larger their share of the row; mistakes, beside the most frequent one, by a power below 1, so that
 * rare ones are seen. Counts stand in the cells where there is room for them.
 */
export function drawConfusion({ metrics, classes }: Pick<EvaluationReport, 'metrics' | 'classes'>, box: Box): string {
  const { counts, classes: units } = metrics.confusion
  const at = (row: number, column: number) => counts[row * units + column]!
  const used = (column: number) => column < classes.length || classes.some((_, row) => at(row, column) > 0)
  const columns = Array.from({ length: units }, (_, column) => column).filter(used)
  const names = columns.map(column => classLabel(column, classes))
  const top = box.y + line.title + line.label * 2
  const placed = (rows: readonly string[]) => {
    const nameWidth = Math.min(widestOf(rows), NAME_SHARE * box.width) + 10
    const cell = Math.min(box.width - nameWidth, box.y + box.height - top) / columns.length
    return { rows, nameWidth, cell, left: box.x + nameWidth }
  }
  // Names above the columns where all fit between their neighbours, else numbers, which then stand before the names.
  const withNames = placed(names.slice(0, classes.length))
  const isNamed = widestOf(names) <= withNames.cell - 6
  const heads = isNamed ? names : columns.map(String)
  const numbered = names.map((name, i) => (name === heads[i] ? name : `${heads[i]} ${name}`))
  const { rows, nameWidth, cell, left } = isNamed ? withNames : placed(numbered.slice(0, classes.length))
  // Not all of them, where even numbers are too wide.
  const every = Math.ceil((widestOf(heads) + 6) / cell)
  const everyRow = Math.ceil((size.label + 2) / cell)

  const largest = String(counts.reduce((most, count) => Math.max(most, count), 0))
  const digits = Math.min(size.label, (size.label * (cell - 6)) / textWidth(largest, size.label), cell * 0.6)
  const strengthOf = strengths(classes.length, columns, at)
  const cells = classes.flatMap((_, row) =>
    columns.map((column, place) => {
      const count = at(row, column)
      const x = left + place * cell
      const y = top + row * cell
      const strength = strengthOf(row, column)
      const fill = fileTheme(row === column ? 's2' : 's3')
      const ground =
        count === 0 ? '' : element('rect', { x, y, width: cell, height: cell, fill, 'fill-opacity': strength })
      if (digits < size.least || count === 0) return ground
      const paint: Paint = strength > STRONG ? 'surface' : 'ink'
      return (
        ground +
        text(x + cell / 2, y + cell / 2 + digits * 0.35, String(count), { size: digits, anchor: 'middle', paint })
      )
    }),
  )
  const rowNames = rows.flatMap((name, row) => {
    if (row % everyRow !== 0) return []
    const y = top + (row + 0.5) * cell + size.label * 0.35
    return [text(left - 8, y, fitText(name, nameWidth - 10, size.label), { size: size.label, anchor: 'end' })]
  })
  const columnNames = heads.flatMap((head, place) => {
    if (place % every !== 0) return []
    return [text(left + (place + 0.5) * cell, top - 7, head, { size: size.label, anchor: 'middle' })]
  })
  const titles = [
    text(box.x, box.y + size.title * 1.15, 'Confusion', { size: size.title, weight: 'bold' }),
    text(
      box.x,
      box.y + line.title + size.label,
      fitText('rows: the true class, columns: what it was taken for', box.width, size.label),
      {
        size: size.label,
        paint: 'muted',
      },
    ),
  ]
  const frame = element('rect', {
    x: left,
    y: top,
    width: cell * columns.length,
    height: cell * classes.length,
    fill: 'none',
    stroke: fileTheme('axis'),
    'stroke-width': 1,
  })
  return [...titles, ...columnNames, ...rowNames, ...cells, frame].join('')
}

function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, one) => Math.max(widest, textWidth(one, size.label)), 0)
}

/** How strong the ground of a cell is, from 0 to 1. */
function strengths(rows: number, columns: readonly number[], at: (row: number, column: number) => number) {
  const totals = Array.from({ length: rows }, (_, row) => columns.reduce((sum, column) => sum + at(row, column), 0))
  const share = (row: number, column: number) => at(row, column) / Math.max(1, totals[row]!)
  let worst = 0
  for (let row = 0; row < rows; row++) {
    for (const column of columns) if (column !== row) worst = Math.max(worst, share(row, column))
  }
  return (row: number, column: number) => {
    return row === column ? 0.1 + 0.8 * share(row, column) : 0.04 + 0.86 * (share(row, column) / worst) ** 0.75
  }
}
