const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A horizontal bar of up to `width` columns, exact to an eighth of a column; anything above 0 shows. */
export function bar(fraction: number, width: number): string {
  const clamped = Math.min(1, Math.max(0, fraction))
  const eighths = Math.max(clamped > 0 ? 1 : 0, Math.round(clamped * width * 8))
  return '█'.repeat(eighths >> 3) + EIGHTHS[eighths & 7]!
}
