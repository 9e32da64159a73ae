import { BlasnetError, OptionError } from '@blasnet/check'
import { createStyle } from '../terminal/style.ts'
import { Failure } from './failure.ts'
import { isSystemError, systemErrorSentence } from './system-error.ts'
import { UsageError } from './usage-error.ts'

/** What the process ends with. */
export const exitCode = { success: 0, failure: 1, usage: 2, interrupted: 130, terminated: 143 } as const

export interface ReportOptions {
  /** Print the stack trace, with its causes, after the sentence. */
  readonly debug: boolean
  readonly stream?: NodeJS.WriteStream
}

/**
 * Prints an error as one sentence on standard error and returns the exit code for it: 2 for what the command line
 * says wrongly ({@link UsageError}, or an option that core refuses), 1 for everything else.
 */
export function reportError(error: unknown, { debug, stream = process.stderr }: ReportOptions): number {
  const style = createStyle(stream)
  stream.write(`${style.red('blasnet:')} ${errorSentence(error)}\n`)
  if (debug) stream.write(`${style.dim(stackTrace(error))}\n`)
  return error instanceof UsageError || error instanceof OptionError ? exitCode.usage : exitCode.failure
}

/** The sentence that stands for an error. Errors nobody planned say that they are a defect and how to see more. */
export function errorSentence(error: unknown): string {
  if (error instanceof UsageError || error instanceof Failure || error instanceof BlasnetError) return error.message
  if (isSystemError(error)) return systemErrorSentence(error)
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return `this is a defect of blasnet: ${text} (--debug shows where)`
}

function stackTrace(error: unknown): string {
  if (!(error instanceof Error)) return '(no stack trace: what was thrown is not an Error)'
  const text = error.stack ?? error.message
  return error.cause === undefined ? text : `${text}\ncaused by: ${stackTrace(error.cause)}`
}
