/**
 * Does all the work there is, in order, `limit` pieces at a time; `items` may end early, which leaves the rest undone. Once the signal is aborted nothing new is begun, and
 * what is under way is expected to end soon.
 *
 * @param work gets a signal that is aborted with `signal`, and when another piece fails
 * @throws what the first piece that failed has thrown, after all others have ended
 */
export async function runQueue<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failure = new AbortController()
  const stop = AbortSignal.any([signal, failure.signal])
  const failures: { readonly error: unknown }[] = []
  const waiting = items[Symbol.iterator]()
  const take = () => {
    if (stop.aborted) return undefined
    const { done, value } = waiting.next()
    return done ? undefined : { item: value }
  }
  const lane = async () => {
    for (let next = take(); next !== undefined; next = take()) {
      try {
        await work(next.item, stop)
      } catch (error) {
        failures.push({ error })
        failure.abort()
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, lane))
  if (failures[0]) throw failures[0].error
}
