/** What `rate` is at step t of the n steps of a warm-up: rate · (from + (1 − from)·t/n). */
export function warmed(rate: number, t: number, n: number, from = 1 / (n + 1)): number {
  return rate * (from + ((1 - from) * t) / n)
}
