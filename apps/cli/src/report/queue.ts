/**
 * Does all the work there is, in order, `limit` pieces at a time. Once the signal is aborted nothing new is begun, and
 * what is under way is expected to end soon.
 *
 * @param work gets a signal that is aborted with `signal`, and when another piece fails
 * @throws what the first piece that failed has thrown, after all others have ended
 */
export async function runQueue<T>(
  items: readonly T[],
  limit: number,
  work: (item: T, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failure = new AbortController()
  const stop = AbortSignal.any([signal, failure.signal])
  const failures: { readonly error: unknown }[] = []
  const waiting = items.values()
  const lane = async () => {
    for (const item of waiting) {
      if (stop.aborted) return
      try {
        await work(item, stop)
      } catch (error) {
        failures.push({ error })
        failure.abort()
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane))
  if (failures[0]) throw failures[0].error
}
