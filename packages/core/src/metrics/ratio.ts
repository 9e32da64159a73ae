/** part / whole; NaN where both are 0 and there is nothing to be a share of. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : part / whole
}
