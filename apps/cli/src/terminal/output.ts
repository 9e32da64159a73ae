import { exitCode } from '../errors/report.ts'
import { systemErrorReason } from '../errors/system-error.ts'

let closed = false
let whenClosed: () => void = () => process.exit(exitCode.success)

/**
 * Makes a reader that leaves early (`blasnet … | head -1`) a normal end and not a crash. Called once, by main.
 * Any other error on standard output (a full disk behind `> file`) ends the process with one sentence.
 */
export function guardStandardStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') {
      process.stderr.write(`blasnet: cannot write to standard output: ${systemErrorReason(error)}\n`)
      process.exit(exitCode.failure)
    }
    if (closed) return
    closed = true
    whenClosed()
  })
  // Nobody is left to be told.
  process.stderr.on('error', () => {})
}

/** Replaces what happens when the reader of standard output leaves: by default the process exits 0 at once. */
export function onOutputClosed(handler: () => void): void {
  whenClosed = handler
}

/** Writes text to standard output, unless its reader has left. */
export function write(text: string): void {
  if (!closed) process.stdout.write(text)
}

/** Writes a line to standard output, unless its reader has left. */
export function writeLine(line = ''): void {
  write(`${line}\n`)
}

/** Writes one JSON document: every number at full precision, nothing else on standard output. */
export function writeJson(value: unknown): void {
  write(`${JSON.stringify(value)}\n`)
}

/** Ends the process, with `process.exitCode`, once all that was written has left: a pipe takes a while. */
export function exitWhenWritten(): void {
  if (closed) process.exit()
  process.stdout.write('', () => process.exit())
}
