const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const

/** Runners (npm, pnpm) pass on what the terminal sends too: both within this time are one request. */
const togetherMilliseconds = 300

/** Watches for requests to end the process, until `dispose`. */
export interface Interruption {
  /** Aborted by the first request. */
  readonly signal: AbortSignal
  /** What a shell expects of a process that a signal ended, 128 + its number; undefined when none came. */
  readonly exitCode: number | undefined
  dispose(): void
}

/** Makes Ctrl-C, SIGTERM and SIGHUP ask first, so that what was measured can be written; a second one ends at once. */
export function watchInterruption(): Interruption {
  const controller = new AbortController()
  let exitCode: number | undefined
  let firstAt = 0
  const handlers = Object.entries(signalNumbers).map(([name, number]) => {
    const handler = () => {
      const now = performance.now()
      if (exitCode !== undefined) {
        if (now - firstAt > togetherMilliseconds) process.exit(128 + number)
        return
      }
      firstAt = now
      exitCode = 128 + number
      controller.abort()
    }
    process.on(name, handler)
    return () => process.off(name, handler)
  })
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode
    },
    dispose() {
      for (const stop of handlers) stop()
    },
  }
}
