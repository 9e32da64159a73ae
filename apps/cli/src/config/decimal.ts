const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** Text as the number it is written as, or unchanged: '1e-3' → 0.001, 'ten' → 'ten'. */
export function numeric(text: string): number | string {
  return decimal.test(text.trim()) ? Number(text) : text
}
