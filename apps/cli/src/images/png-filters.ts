import { PictureError } from './picture-error.ts'

/**
 * Undoes the filter of one scanline in place (PNG specification, 9.2): the bytes were stored as differences from the
 * pixel to the left, the line above, or both.
 *
 * @param line bytes of the line, overwritten
 * @param above the line above, already restored; empty for the first
 * @param step bytes from one pixel to the next, at least 1
 */
export function undoFilter(filter: number, line: Buffer, above: Buffer, step: number, source: string): void {
  if (filter === 0) return
  const predict = PREDICTORS[filter]
  if (predict === undefined) throw new PictureError(source, `broken PNG: unknown filter ${filter} of a line`)
  for (let i = 0; i < line.length; i++) {
    const left = i < step ? 0 : line[i - step]!
    const up = above.length === 0 ? 0 : above[i]!
    const upLeft = i < step || above.length === 0 ? 0 : above[i - step]!
    line[i] = line[i]! + predict(left, up, upLeft)
  }
}

const PREDICTORS: readonly (((left: number, up: number, upLeft: number) => number) | undefined)[] = [
  undefined,
  left => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
]

/** The neighbour closest to left + up − upLeft; among equals left, then up. */
function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft
  const dLeft = Math.abs(estimate - left)
  const dUp = Math.abs(estimate - up)
  const dUpLeft = Math.abs(estimate - upLeft)
  if (dLeft <= dUp && dLeft <= dUpLeft) return left
  return dUp <= dUpLeft ? up : upLeft
}
