let closed = false
let whenClosed: () => void = () => {}

/** Makes a reader that leaves early (`bench … | head -1`) a normal end and not a crash. Called once, by main. */
export function guardStandardStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') {
      process.stderr.write(`bench: cannot write to standard output: ${error.message}\n`)
      process.exit(1)
    }
    if (closed) return
    closed = true
    whenClosed()
  })
  // Nobody is left to be told.
  process.stderr.on('error', () => {})
}

/** What to do when the reader of standard output leaves. Default: go on, unheard. */
export function onOutputClosed(handler: () => void): void {
  whenClosed = handler
}

/** Writes text to standard output, unless its reader has left. */
export function write(text: string): void {
  if (!closed) process.stdout.write(text)
}

/** Resolves when all that was written has left: a pipe takes a while. */
export function written(): Promise<void> {
  return new Promise(resolve => (closed ? resolve() : process.stdout.write('', () => resolve())))
}

/** A line on the terminal that says what is being done and is gone afterwards; nothing where there is no terminal. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr) {
  const show = (text: string) => {
    if (stream.isTTY) stream.write(`\r\u001b[K${[...text].slice(0, (stream.columns ?? 80) - 1).join('')}`)
  }
  return { show, clear: () => show('') }
}
