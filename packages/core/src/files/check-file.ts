import { OptionError } from '@blasnet/check'

/** Returns `value` when it can be the path of a file. */
export function checkFile(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.includes('\0')) {
    throw new OptionError('file', 'the path of a file', value)
  }
  return value
}
