/** Something to time: runs once and returns the seconds it took. */
export type Measurement = () => Promise<number>

/**
 * Runs the measurements in turn, A B A B …, so that a machine that slows down slows all of them, after one round that
 * does not count. Returns the seconds of each, by name.
 */
export async function interleave<K extends string>(
  measurements: Readonly<Record<K, Measurement>>,
  rounds: number,
): Promise<Record<K, number[]>> {
  const names = Object.keys(measurements) as K[]
  const samples = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<K, number[]>
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const seconds = await measurements[name]()
      if (round >= 0) samples[name].push(seconds)
    }
  }
  return samples
}

/** Seconds that `work` takes by the clock. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
