import { type Content, writeAtomically as write } from '@blasnet/files'
import { Failure } from '../errors/failure.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'

/**
 * Writes a file in one go or not at all.
 *
 * @throws Failure that names the file and why
 */
export async function writeAtomically(file: string, content: Content): Promise<void> {
  try {
    await write(file, content)
  } catch (error) {
    throw writeFailure(file, error)
  }
}

/** The error to throw when `file` could not be written. */
export function writeFailure(file: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  return new Failure(`cannot write '${file}': ${systemErrorReason(error)}`, { cause: error })
}
