import { OptionError } from '@blasnet/check'

/** @throws OptionError when `value` is something else than an AbortSignal. */
export function checkSignal(option: string, value: unknown): AbortSignal | undefined {
  if (value === undefined || value instanceof AbortSignal) return value
  throw new OptionError(option, 'an AbortSignal', value)
}
