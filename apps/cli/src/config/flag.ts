import { OptionError } from '@blasnet/check'
import { didYouMean } from '../errors/suggest.ts'
import { UsageError } from '../errors/usage-error.ts'

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** Text as the number it is written as, or unchanged: '1e-3' → 0.001, 'ten' → 'ten'. */
export function numeric(text: string): number | string {
  return decimal.test(text.trim()) ? Number(text) : text
}

/**
 * A parser for the value of a flag: `check` is what the setting is checked with everywhere else, and gets a number
 * where the text is one. A value that is refused becomes a UsageError that names the flag.
 */
export function flagValue<T>(flag: string, check: (option: string, value: unknown) => T): (value: string) => T {
  return text => asUsageError(() => check(flag, numeric(text)), text)
}

/** The same for a flag whose text stays text, such as a file that is called `5`. */
export function flagText<T>(flag: string, check: (option: string, value: unknown) => T): (value: string) => T {
  return text => asUsageError(() => check(flag, text), text)
}

function asUsageError<T>(parse: () => T, text: string): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    const names = [...error.expected.matchAll(/'([a-z0-9-]+)'/g)].map(match => match[1]!)
    const hint = didYouMean(text, names)
    throw new UsageError(hint === undefined ? error.message : `${error.message}; ${hint}`, { cause: error })
  }
}
