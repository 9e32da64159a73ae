/** Four significant digits: `0.01235`, `-1.002`, `1.2e-5`. */
export function significant(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  return size < 1e-4 || size >= 1e6 ? exponential(value) : String(Number(value.toPrecision(4)))
}

/** Three significant digits and the power of ten: 0.000001 → `1e-6`, 2.34567e-9 → `2.35e-9`. */
export function exponential(value: number): string {
  return value
    .toExponential(2)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')
}
