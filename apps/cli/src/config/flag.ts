import { OptionError } from '@blasnet/check'
import { didYouMean } from '../errors/suggest.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { GivenSettings } from './checks.ts'
import { numeric } from './decimal.ts'
import { settingNames } from './schema.ts'
import type { Settings } from './settings.ts'

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

/**
 * The same for a setting that may be null, `none` or `default` on the command line. Commander takes a parser's null for
 * a missing value, so the null of the setting stays a word until {@link fromFlags} reads it.
 */
export function flagOrNone<T>(parse: (value: string) => T | null): (value: string) => T | 'none' {
  return text => parse(text) ?? 'none'
}

/** Settings from the options that commander has parsed, without what was not given. */
export function fromFlags(options: Readonly<Record<string, unknown>>): GivenSettings {
  const given = settingNames.filter(name => options[name] !== undefined)
  return Object.fromEntries(
    given.map(name => [name, nullable.has(name) && options[name] === 'none' ? null : options[name]]),
  )
}

const nullable: ReadonlySet<string> = new Set<keyof Settings>([
  ...(['maxSteps', 'patience', 'initialWeights', 'warmup', 'weightDecay', 'clipNorm', 'clipValue'] as const),
  ...(['maxNorm', 'averaging', 'classWeights', 'augment'] as const),
])

function asUsageError<T>(parse: () => T, text: string): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    // 'cosine', and the kind of 'cosine[:MINIMUM]' and of 'uniform:LOW,HIGH'.
    const names = [...error.expected.matchAll(/'([a-z0-9-]+)(?=['[:])/g)].map(match => match[1]!)
    const hint = didYouMean(text.split(':', 1)[0]!, names)
    throw new UsageError(hint === undefined ? error.message : `${error.message}; ${hint}`, { cause: error })
  }
}
