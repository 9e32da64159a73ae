/**
 * Seconds until all is done, when whoever is free takes the next piece.
 *
 * @param running seconds that each piece under way still takes; pieces of work stay in the order they are taken in
 * @param waiting seconds that each other piece takes
 * @param lanes how many are worked on at a time, at least 1
 */
export function secondsUntilDone(running: readonly number[], waiting: readonly number[], lanes: number): number {
  const free = [...running, ...Array<number>(Math.max(0, lanes - running.length)).fill(0)]
  for (const seconds of waiting) {
    const first = free.indexOf(Math.min(...free))
    free[first]! += seconds
  }
  return Math.max(0, ...free)
}
