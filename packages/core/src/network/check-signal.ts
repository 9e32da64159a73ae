import { OptionError } from '@blasnet/check'

/** @throws OptionError when `value` is something else than an AbortSignal. */
export function checkSignal(option: string, value: unknown): AbortSignal | undefined {
  if (value === undefined) return undefined
  try {
    // What merely inherits from an AbortSignal is none: its `aborted` throws.
    if (value instanceof AbortSignal && typeof value.aborted === 'boolean') return value
  } catch {}
  throw new OptionError(option, 'an AbortSignal', value)
}
