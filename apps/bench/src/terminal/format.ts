/** A number with about three significant digits, thousands apart: `0.0123`, `12.3`, `1,234`. */
export function significant(value: number, digits = 3): string {
  if (value === 0) return '0'
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))))
  return value.toLocaleString('en-US', {
    minimumFractionDigits: Math.min(decimals, 9),
    maximumFractionDigits: Math.min(decimals, 9),
  })
}

/** A share as a percentage: `84.2`. */
export function percent(share: number): string {
  return significant(share * 100)
}

/** A duration in the unit that suits it: `12.3 µs`, `4.56 ms`, `7.89 s`. */
export function duration(seconds: number): string {
  if (seconds < 1e-3) return `${significant(seconds * 1e6)} µs`
  return seconds < 1 ? `${significant(seconds * 1e3)} ms` : `${significant(seconds)} s`
}

/** `1 thread`, `2 threads`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
