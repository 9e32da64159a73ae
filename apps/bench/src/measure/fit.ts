/** y ≈ factor · x^exponent, and how well. */
export interface PowerLaw {
  readonly exponent: number
  readonly factor: number
  /** Share of the variance of log y that the law explains, 0 … 1. */
  readonly r2: number
}

/**
 * Fits a power law by least squares on logarithms: log y = log factor + exponent · log x. Undefined for fewer than
 * three different x, through which a law can be laid but not tested.
 *
 * @throws RangeError for a point with x or y that is not positive
 */
export function fitPowerLaw(points: readonly (readonly [x: number, y: number])[]): PowerLaw | undefined {
  if (!points.every(([x, y]) => x > 0 && y > 0 && Number.isFinite(x * y))) {
    throw new RangeError('fitPowerLaw: expected positive finite points')
  }
  if (new Set(points.map(([x]) => x)).size < 3) return undefined
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (at: 0 | 1) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length
  const [meanX, meanY] = [mean(0), mean(1)]
  const sum = (term: (dx: number, dy: number) => number) =>
    logs.reduce((total, [x, y]) => total + term(x - meanX, y - meanY), 0)
  const exponent = sum((dx, dy) => dx * dy) / sum(dx => dx * dx)
  const all = sum((_, dy) => dy * dy)
  const left = sum((dx, dy) => (dy - exponent * dx) ** 2)
  // Equal y everywhere: the law y = factor leaves nothing unexplained.
  return { exponent, factor: Math.exp(meanY - exponent * meanX), r2: all === 0 ? 1 : 1 - left / all }
}
