import type { Point } from '../svg/path.ts'

/**
 * Fewer points that draw the same line: of those within one unit of x only the first, the lowest, the highest and the
 * last (Jugel and others, M4, 2014). Points must be ordered by x.
 */
export function decimateLine(points: readonly Point[], unit = 1): Point[] {
  return columns(points, unit).flatMap(column => {
    if (column.length <= 4) return column
    const low = column.reduce((best, point) => (point[1] < best[1] ? point : best))
    const high = column.reduce((best, point) => (point[1] > best[1] ? point : best))
    const kept = new Set([column[0]!, low, high, column.at(-1)!])
    return column.filter(point => kept.has(point))
  })
}

/** The outermost point of each unit of x: `high` keeps the greatest y, otherwise the smallest. */
export function decimateEdge(points: readonly Point[], high: boolean, unit = 1): Point[] {
  return columns(points, unit).map(column => {
    const outermost = high ? Math.max(...column.map(([, y]) => y)) : Math.min(...column.map(([, y]) => y))
    return [column[0]![0], outermost]
  })
}

function columns(points: readonly Point[], unit: number): Point[][] {
  const found: Point[][] = []
  let current = Number.NaN
  for (const point of points) {
    const column = Math.floor(point[0] / unit)
    if (column !== current) found.push([])
    current = column
    found.at(-1)!.push(point)
  }
  return found
}
