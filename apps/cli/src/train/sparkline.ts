const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/**
 * Values as a row of at most `columns` little bars, the least one lowest; each bar shows the mean of its share of the
 * values. Values that are not finite are left out.
 */
export function sparkline(values: readonly number[], columns: number): string {
  const finite = values.filter(Number.isFinite)
  const count = Math.min(columns, finite.length)
  const means = Array.from({ length: count }, (_, index) => {
    const part = finite.slice(
      Math.floor((index * finite.length) / count),
      Math.floor(((index + 1) * finite.length) / count),
    )
    return part.reduce((sum, value) => sum + value, 0) / part.length
  })
  const low = Math.min(...means)
  const span = Math.max(...means) - low
  return means.map(mean => bars[span === 0 ? 0 : Math.round(((mean - low) / span) * (bars.length - 1))]).join('')
}
