/**
 * Whether figures of which the lowest is the best, oldest first, have stopped improving: the lowest of the last `patience`
 * + 1 is the oldest of them (the first one on ties), asked once there are `patience` of them. One alone is never a reason
 * to stop.
 */
export function shouldStop(losses: readonly number[], patience: number): boolean {
  if (losses.length < Math.max(2, patience)) return false
  const [oldest, ...later] = losses.slice(-(patience + 1)) as [number, ...number[]]
  return later.every(loss => loss >= oldest)
}
