import { OptionError } from '@blasnet/check'
import type { Piece } from './piece.ts'

export interface PieceSourceOptions {
  readonly prefetch: number
  readonly memoryLimit: number
  /** Checks what comes; index counts from 0. */
  readonly check: (value: unknown, index: number) => Piece
  /** Bytes of the largest piece that is known of. */
  readonly largest: number
}

type Pulled = IteratorResult<unknown>

/**
 * Asks an iterator for pieces ahead of their use: one at a time, only while fewer than `prefetch` wait, and only where one
 * as large as the largest so far would fit beside those that wait and the one in use.
 */
export class PieceSource {
  readonly #iterator: Iterator<unknown> | AsyncIterator<unknown>
  readonly #options: PieceSourceOptions
  readonly #waiting: Piece[] = []
  #waitingBytes = 0
  /** Bytes of the piece that was taken last and of what is kept of others. */
  #usedBytes = 0
  #largest: number
  #inUse = false
  #asked = 0
  #asking = false
  #done = false
  #closed = false
  #failure: { readonly error: unknown } | undefined
  /** Tells whoever waits that something has changed. */
  #changed: () => void = () => {}

  constructor(iterable: AsyncIterable<unknown> | Iterable<unknown>, options: PieceSourceOptions) {
    this.#iterator = Symbol.asyncIterator in iterable ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]()
    this.#options = options
    this.#largest = options.largest
  }

  /** Bytes of the largest piece that has come, or was known of. */
  get largest(): number {
    return this.#largest
  }

  /**
   * The next piece, in use from now on until the next call; undefined after the last, or when `close` was called.
   *
   * @param kept bytes that are still held of pieces before
   * @throws what the iterator throws, OptionError, InputDataError
   */
  async next(kept: number): Promise<Piece | undefined> {
    this.#usedBytes = kept
    this.#inUse = false
    for (;;) {
      const piece = this.#waiting.shift()
      if (piece !== undefined) {
        this.#waitingBytes -= piece.bytes
        this.#usedBytes += piece.bytes
        this.#inUse = true
        this.#ask()
        return piece
      }
      if (this.#failure !== undefined) throw this.#failure.error
      if (this.#done || this.#closed) return undefined
      const changed = new Promise<void>(resolve => {
        this.#changed = resolve
      })
      this.#ask()
      await changed
    }
  }

  /** Wakes whoever waits, with nothing. */
  interrupt(): void {
    this.#closed = true
    this.#changed()
  }

  /**
   * Lets the iterator clean up, unless it has ended by itself; does not wait for one that is still busy with a piece, nor
   * longer than a second.
   */
  async close(): Promise<void> {
    this.interrupt()
    this.#waiting.length = 0
    if (this.#done || this.#failure !== undefined) return
    this.#done = true
    const returned = (async () => this.#iterator.return?.())()
    if (this.#asking) returned.catch(() => {})
    else await withinPatience(returned)
  }

  #ask(): void {
    const { prefetch, memoryLimit } = this.#options
    if (this.#asking || this.#done || this.#closed || this.#failure !== undefined) return
    if (this.#waiting.length >= prefetch) return
    const held = this.#usedBytes + this.#waitingBytes
    // Without a piece at hand there is nothing to wait for.
    const idle = this.#waiting.length === 0 && !this.#inUse
    if (!idle && held + this.#largest > memoryLimit) return
    this.#asking = true
    this.#pull().then(
      piece => this.#arrive(piece),
      error => this.#fail(error),
    )
  }

  async #pull(): Promise<Piece | undefined> {
    const pulled: Pulled = await this.#iterator.next()
    if (typeof pulled !== 'object' || pulled === null)
      throw new OptionError('batches', 'an iterator that gives results', pulled)
    if (pulled.done) {
      this.#done = true
      return undefined
    }
    const index = this.#asked++
    try {
      return this.#options.check(pulled.value, index)
    } catch (error) {
      // What came is wrong, not who gave it: that may still clean up.
      this.#failure = { error }
      this.#done = true
      await withinPatience(Promise.resolve(this.#iterator.return?.()).catch(() => {}))
      throw error
    }
  }

  #arrive(piece: Piece | undefined): void {
    this.#asking = false
    if (piece !== undefined && !this.#closed) {
      this.#largest = Math.max(this.#largest, piece.bytes)
      this.#waiting.push(piece)
      this.#waitingBytes += piece.bytes
      this.#ask()
    }
    this.#changed()
  }

  #fail(error: unknown): void {
    this.#asking = false
    this.#failure ??= { error }
    this.#changed()
  }
}

/** Milliseconds that an iterator has to clean up: a run must end even if that never does. */
const PATIENCE = 1000

async function withinPatience(cleaning: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>(resolve => {
    timer = setTimeout(resolve, PATIENCE)
  })
  try {
    await Promise.race([cleaning, patience])
  } finally {
    clearTimeout(timer)
    cleaning.catch(() => {})
  }
}
