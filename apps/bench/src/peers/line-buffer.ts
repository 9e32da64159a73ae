/** Longest line that is waited for: a peer that never ends one must not fill the memory. */
const longestLine = 64 * 2 ** 20

/** Puts the pieces of a stream together and hands on whole lines. */
export class LineBuffer {
  readonly #onLine: (line: string) => void
  #pieces: string[] = []
  #length = 0

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  /** Throws a RangeError where a line gets too long. */
  push(text: string): void {
    const [first = '', ...rest] = text.split('\n')
    this.#keep(first)
    for (const next of rest) {
      const line = this.#pieces.join('')
      this.#pieces = []
      this.#length = 0
      this.#keep(next)
      this.#onLine(line)
    }
  }

  #keep(piece: string): void {
    this.#length += piece.length
    if (this.#length > longestLine) throw new RangeError(`a line of more than ${longestLine} characters`)
    this.#pieces.push(piece)
  }
}
