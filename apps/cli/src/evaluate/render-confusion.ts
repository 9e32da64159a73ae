import type { ConfusionMatrix } from '@blasnet/core'
import { between, onGround, type Rgb } from '../terminal/ground.ts'
import type { PictureColours } from '../terminal/picture-colours.ts'
import type { Style } from '../terminal/style.ts'
import { pad, textWidth, truncate } from '../terminal/text-width.ts'
import type { View } from '../terminal/view.ts'
import { wrapWords } from '../terminal/wrap-words.ts'
import { classLabel } from './class-label.ts'
import type { ClassResult } from './per-class.ts'

/** Larger matrices are no picture any more, however wide the page. */
const MOST_CLASSES = 40
const WIDEST_NAME = 14
const NARROWEST_NAME = 6
/** Of the most frequent mistake: rarer ones stand out no more. */
const FAINT = 0.2

const right: readonly [Rgb, Rgb] = [
  [20, 62, 46],
  [22, 128, 82],
]
const wrong: readonly [Rgb, Rgb] = [
  [70, 28, 22],
  [200, 50, 30],
]

/**
 * The confusion matrix: a row for each class of the data set, a column for each that it may have been taken for, counts
 * in the cells. The darker a ground, the larger the share of the row; of mistakes, beside the most frequent one.
 */
export function renderConfusion(
  { counts, classes: units }: ConfusionMatrix,
  classes: readonly ClassResult[],
  { style, colours, columns, tableColumns }: View,
): string[] {
  const rows = classes.map((_, row) => Array.from(counts.subarray(row * units, (row + 1) * units)))
  const shown = rows[0]!.map((_, column) => column).filter(column => column < rows.length || isUsed(rows, column))
  if (shown.length > MOST_CLASSES) return []
  const heads = headings(shown, classes)
  const cell = Math.max(...rows.flat().map(count => String(count).length), ...heads.map(textWidth)) + 2
  const room = (tableColumns ?? Number.POSITIVE_INFINITY) - shown.length * cell - 1
  const names = rowNames(classes, heads)
  const nameWidth = Math.min(WIDEST_NAME, Math.max(...names.map(textWidth)))
  if (room < Math.min(nameWidth, NARROWEST_NAME)) {
    // And the last column of a terminal, which is left free.
    const needed = shown.length * cell + Math.min(nameWidth, NARROWEST_NAME) + 2
    return wrapWords(`(a terminal of ${needed} columns shows the confusion matrix)`, columns).map(style.dim)
  }
  const width = Math.min(nameWidth, room)
  const paint = painter(rows, style, colours)
  const header = ' '.repeat(width + 1) + heads.map(head => `${pad(head, cell - 1, 'right')} `).join('')
  const lines = rows.map((row, at) => {
    const cells = shown.map(column => paint(at, column, `${pad(text(row[column]!), cell - 1, 'right')} `))
    return `${pad(truncate(names[at]!, width), width)} ${cells.join('')}`
  })
  return [
    `${style.bold('confusion')}  ${style.dim(truncate('rows: the true class, columns: what it was taken for', columns - 11))}`,
    style.bold(header.trimEnd()),
    ...lines.map(line => line.trimEnd()),
  ]
}

function isUsed(rows: readonly (readonly number[])[], column: number): boolean {
  return rows.some(row => row[column]! > 0)
}

/** Names where all are short, else numbers. */
function headings(shown: readonly number[], classes: readonly ClassResult[]): string[] {
  const names = shown.map(column => classLabel(column, classes))
  return names.every(name => textWidth(name) <= 4) ? names : shown.map(String)
}

/** Names, with the number in front where numbers stand above the columns. */
function rowNames(classes: readonly ClassResult[], heads: readonly string[]): string[] {
  const digits = String(classes.length - 1).length
  return classes.map((_, index) => {
    const name = classLabel(index, classes)
    return name === heads[index] ? name : `${String(index).padStart(digits)} ${name}`
  })
}

function text(count: number): string {
  return count === 0 ? '·' : String(count)
}

function painter(rows: readonly (readonly number[])[], style: Style, colours: PictureColours) {
  const totals = rows.map(row => row.reduce((sum, count) => sum + count, 0))
  const shareOf = (row: number, column: number) => rows[row]![column]! / Math.max(1, totals[row]!)
  const mistakes = rows.flatMap((row, at) => row.map((_, column) => (column === at ? 0 : shareOf(at, column))))
  const worst = Math.max(...mistakes)
  return (row: number, column: number, cell: string): string => {
    if (rows[row]![column] === 0) return style.dim(cell)
    const share = shareOf(row, column)
    if (row === column)
      return colours === 'none' ? style.green(cell) : onGround(cell, between(...right, share), colours)
    const beside = share / worst
    if (beside < FAINT) return cell
    if (colours === 'none') return beside < 0.5 ? style.yellow(cell) : style.red(cell)
    return onGround(cell, between(...wrong, beside), colours)
  }
}
