const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const

/** Runners (npm, npx, container inits) pass on what the terminal sends too: both within this time are one request. */
const togetherMilliseconds = 300

type CaughtSignal = keyof typeof signalNumbers

/** Watches for requests to end the process, from `watchInterruption` to `dispose`. */
export interface Interruption {
  /** Aborted by the first request. */
  readonly signal: AbortSignal
  /** What a shell expects of a process that a signal ended, 128 + its number; undefined when none came. */
  readonly exitCode: number | undefined
  /** Asks to stop without a signal having come, for instance because nobody reads the output any more. */
  stop(): void
  dispose(): void
}

/**
 * Makes Ctrl-C (SIGINT), SIGTERM and SIGHUP ask first: the first one aborts `signal`, so that what was trained can be
 * saved; a second one ends the process at once.
 *
 * @param onFirst called when the first one comes
 */
export function watchInterruption(onFirst: (name: CaughtSignal) => void): Interruption {
  const controller = new AbortController()
  let exitCode: number | undefined
  let firstAt = 0
  const handlers = (Object.keys(signalNumbers) as CaughtSignal[]).map(name => {
    const handler = () => {
      const code = 128 + signalNumbers[name]
      const now = performance.now()
      if (exitCode !== undefined) {
        if (now - firstAt > togetherMilliseconds) process.exit(code)
        return
      }
      firstAt = now
      exitCode = code
      onFirst(name)
      controller.abort()
    }
    process.on(name, handler)
    return { name, handler }
  })
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode
    },
    stop: () => controller.abort(),
    dispose() {
      for (const { name, handler } of handlers) process.off(name, handler)
    },
  }
}

/** What `work` gives, or `undefined` as soon as the signal is aborted; `work` then goes on unheard. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  if (signal.aborted) return undefined
  let stopListening = () => {}
  const aborted = new Promise<undefined>(resolve => {
    const listener = () => resolve(undefined)
    signal.addEventListener('abort', listener, { once: true })
    stopListening = () => signal.removeEventListener('abort', listener)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    stopListening()
  }
}
