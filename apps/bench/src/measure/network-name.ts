/** `784-64-10`, `784-64x3-10`: widths from inputs to outputs, three or more equal ones in a row as a product. */
export function networkName(widths: readonly number[]): string {
  const parts: string[] = []
  for (let i = 0; i < widths.length; ) {
    let end = i
    while (end < widths.length && widths[end] === widths[i]) end++
    const count = end - i
    parts.push(...(count > 2 ? [`${widths[i]}x${count}`] : Array.from({ length: count }, () => String(widths[i]))))
    i = end
  }
  return parts.join('-')
}

/** `f32` in ids. */
export function dtypeName(dtype: 'float32' | 'float64'): string {
  return dtype === 'float32' ? 'f32' : 'f64'
}
