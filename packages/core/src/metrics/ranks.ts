import type { TrueLabels, Values } from './types.ts'

/** Index of the largest value of each row, the first among equals, [rows]. */
export function largestOfRows(values: Values, columns: number): Uint32Array {
  return Uint32Array.from({ length: values.length / columns }, (_, row) => {
    const start = row * columns
    let best = 0
    for (let column = 1; column < columns; column++) {
      if (values[start + column]! > values[start + best]!) best = column
    }
    return best
  })
}

/** How many classes stand before the label in each row, largest first and the first of equals before the others, [rows]. */
export function ranksOfLabels(values: Values, labels: TrueLabels, columns: number): Uint32Array {
  return Uint32Array.from({ length: labels.length }, (_, row) => {
    const start = row * columns
    const label = labels[row]!
    const own = values[start + label]!
    let before = 0
    for (let column = 0; column < columns; column++) {
      const value = values[start + column]!
      if (value > own || (value === own && column < label)) before++
    }
    return before
  })
}
