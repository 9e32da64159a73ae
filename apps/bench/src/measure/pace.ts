import type { Measurement } from './interleave.ts'

/** Something that can be done any number of times in one sample. */
export type Repeated = (repeats: number) => Promise<number>

export interface Paced {
  /** How often it is done in every sample. */
  readonly repeats: number
  readonly measure: Measurement
}

const mostRepeats = 1_000_000

/**
 * Finds how many repeats take about `seconds`, so that a sample is long enough for the clock and short enough to take
 * turns. At least one, however long it takes; the trial runs warm caches and memory.
 */
export async function pace(run: Repeated, seconds: number): Promise<Paced> {
  let repeats = 1
  let taken = await run(1)
  // The first runs of all are slow: memory is touched for the first time. Only what lasts a while is believed.
  while (taken < seconds / 4 && repeats < mostRepeats) {
    const wanted = taken > 0 ? (repeats * seconds) / 2 / taken : repeats * 10
    repeats = Math.min(mostRepeats, Math.max(repeats + 1, Math.min(repeats * 10, Math.ceil(wanted))))
    taken = await run(repeats)
  }
  const final = Math.min(mostRepeats, Math.max(1, Math.round((repeats * seconds) / Math.max(taken, 1e-9))))
  return { repeats: final, measure: () => run(final) }
}
