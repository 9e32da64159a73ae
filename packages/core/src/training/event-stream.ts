/**
 * Events for any number of readers. Each reader sees, at its own speed, what is pushed after it was made; nothing waits
 * for a reader.
 */
export class EventStream<T> implements AsyncIterable<T> {
  readonly #readers = new Set<Reader<T>>()
  readonly #unseen: (error: unknown) => void
  #ending: Ending | undefined

  /** `unseen` is called with the error of {@link fail} when every reader that was to see it has left before. */
  constructor(unseen: (error: unknown) => void = () => {}) {
    this.#unseen = unseen
  }

  push(event: T): void {
    for (const reader of this.#readers) reader.push(event)
  }

  /** Ends every loop over the stream once it has seen all events. */
  end(): void {
    this.#close({ failed: false })
  }

  /**
   * Makes every loop over the stream throw `error` once it has seen all events. Returns whether anybody is reading, and
   * so is to see the error.
   */
  fail(error: unknown): boolean {
    const watching = [...this.#readers].filter(reader => reader.started)
    const waiting = new Set(watching)
    let seen = false
    for (const reader of watching) {
      reader.onFailure = delivered => {
        seen ||= delivered
        waiting.delete(reader)
        if (!seen && waiting.size === 0) this.#unseen(error)
      }
    }
    this.#close({ failed: true, error })
    return watching.length > 0
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    const reader = new Reader<T>(() => this.#readers.delete(reader))
    if (this.#ending === undefined) this.#readers.add(reader)
    else reader.close(this.#ending)
    return reader
  }

  #close(ending: Ending): void {
    this.#ending = ending
    for (const reader of this.#readers) reader.close(ending)
    this.#readers.clear()
  }
}

type Ending = { readonly failed: false } | { readonly failed: true; readonly error: unknown }

interface Waiting<T> {
  resolve(result: IteratorResult<T, undefined>): void
  reject(error: unknown): void
}

class Reader<T> implements AsyncIterator<T, undefined> {
  readonly #leave: () => void
  /** Events not asked for yet; empty while anybody waits. */
  #events: T[] = []
  #waiting: Waiting<T>[] = []
  #ending: Ending | undefined
  #started = false
  /** Told once whether an error that awaits the reader was delivered or left behind. */
  onFailure: (delivered: boolean) => void = () => {}

  constructor(leave: () => void) {
    this.#leave = leave
  }

  /** Whether an event has ever been asked for: an iterator that was made and dropped sees nothing. */
  get started(): boolean {
    return this.#started
  }

  push(event: T): void {
    const waiting = this.#waiting.shift()
    if (waiting === undefined) this.#events.push(event)
    else waiting.resolve({ done: false, value: event })
  }

  close(ending: Ending): void {
    this.#ending = ending
    for (const waiting of this.#waiting.splice(0)) this.#finish(waiting)
  }

  next(): Promise<IteratorResult<T, undefined>> {
    this.#started = true
    return new Promise((resolve, reject) => {
      if (this.#events.length > 0) resolve({ done: false, value: this.#events.shift() as T })
      else if (this.#ending !== undefined) this.#finish({ resolve, reject })
      else this.#waiting.push({ resolve, reject })
    })
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#leave()
    this.#events = []
    const left = this.#ending?.failed === true
    this.close({ failed: false })
    if (left) this.onFailure(false)
    return Promise.resolve({ done: true, value: undefined })
  }

  /** Reports the end; an error is thrown once, after which the reader is done. */
  #finish({ resolve, reject }: Waiting<T>): void {
    const ending = this.#ending
    this.#ending = { failed: false }
    if (ending?.failed) {
      reject(ending.error)
      this.onFailure(true)
    } else resolve({ done: true, value: undefined })
  }
}
