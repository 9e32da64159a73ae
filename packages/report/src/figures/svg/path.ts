export type Point = readonly [x: number, y: number]

/** `d` of a line through points, in relative tenths: half the size of absolute coordinates. */
export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let [x, y] = [tenth(first[0]), tenth(first[1])]
  let d = `M${x},${y}`
  if (rest.length > 0) d += 'l'
  for (const [index, point] of rest.entries()) {
    const [nextX, nextY] = [tenth(point[0]), tenth(point[1])]
    const [dx, dy] = [tenth(nextX - x), tenth(nextY - y)]
    d += `${index === 0 || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ','}${dy}`
    ;[x, y] = [nextX, nextY]
  }
  return d
}

/** `d` of the area between an upper and a lower line. */
export function areaPath(upper: readonly Point[], lower: readonly Point[]): string {
  return upper.length === 0 ? '' : `${linePath([...upper, ...lower.toReversed()])}z`
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
