import { setImmediate as nextTurn } from 'node:timers/promises'

/** Something to time: runs once and returns the seconds it took. */
export type Measurement = () => Promise<number>

export interface InterleaveOptions {
  /** Aborted: what was sampled until then is returned, at once. The measurement under way goes on unheard. */
  readonly signal?: AbortSignal
  /** Called before every round; 0 is the one that does not count. */
  readonly onRound?: (round: number, rounds: number) => void
}

/**
 * Runs the measurements in turn, A B A B …, so that a machine that slows down slows all of them, after one round that
 * does not count. Returns the seconds of each, by name.
 */
export async function interleave<K extends string>(
  measurements: Readonly<Record<K, Measurement>>,
  rounds: number,
  { signal, onRound }: InterleaveOptions = {},
): Promise<Record<K, number[]>> {
  const names = Object.keys(measurements) as K[]
  const samples = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<K, number[]>
  for (let round = 0; round <= rounds; round++) {
    onRound?.(round, rounds)
    for (const name of names) {
      // A measurement may keep this thread busy: a turn of the event loop lets Ctrl-C be heard.
      await nextTurn()
      const seconds = await unlessAborted(signal, measurements[name])
      if (seconds === undefined) return samples
      if (round > 0) samples[name].push(seconds)
    }
  }
  return samples
}

/** What `work` gives, or undefined as soon as the signal is aborted. */
export async function unlessAborted<T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (signal === undefined) return work()
  if (signal.aborted) return undefined
  let stopListening = () => {}
  const aborted = new Promise<undefined>(resolve => {
    const listener = () => resolve(undefined)
    signal.addEventListener('abort', listener, { once: true })
    stopListening = () => signal.removeEventListener('abort', listener)
  })
  try {
    return await Promise.race([work(), aborted])
  } finally {
    stopListening()
  }
}

/** Seconds that `work` takes by the clock. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
