import { OptionError } from './error.ts'

export interface Range {
  /** Smallest value allowed. */
  readonly min?: number
  /** Largest value allowed. */
  readonly max?: number
  /** Whether `min` itself is refused. Default false. */
  readonly exclusiveMin?: boolean
  /** Whether `max` itself is refused. Default false. */
  readonly exclusiveMax?: boolean
}

/** Returns `value` when it is a finite number within the range; throws {@link OptionError} otherwise. */
export function checkNumber(option: string, value: unknown, range: Range = {}): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || !within(value, range)) {
    throw new OptionError(option, `a finite number${rangeText(range)}`, value)
  }
  return value
}

/** Returns `value` when it is a safe integer within the range; throws {@link OptionError} otherwise. */
export function checkInteger(option: string, value: unknown, range: Range = {}): number {
  if (!Number.isSafeInteger(value) || !within(value as number, range)) {
    throw new OptionError(option, `an integer${rangeText(range)}`, value)
  }
  return value as number
}

/** Returns `value` when it is a boolean; throws {@link OptionError} otherwise. */
export function checkBoolean(option: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new OptionError(option, 'true or false', value)
  return value
}

/** Returns `value` when it is one of `allowed`; throws {@link OptionError} naming them all otherwise. */
export function checkOneOf<const T extends string>(option: string, value: unknown, allowed: readonly T[]): T {
  if (!allowed.includes(value as T)) {
    throw new OptionError(option, `one of ${allowed.map(name => `'${name}'`).join(', ')}`, value)
  }
  return value as T
}

/**
 * Returns `value` when it is a plain object that has no keys but `known`; throws {@link OptionError} otherwise, so
 * that a misspelt option is an error and not a default.
 */
export function checkObject<const K extends string>(
  option: string,
  value: unknown,
  known: readonly K[],
): Readonly<Partial<Record<K, unknown>>> {
  if (!isPlainObject(value)) throw new OptionError(option, 'a plain object', value)
  for (const key of Object.keys(value)) {
    if (!known.includes(key as K)) {
      const expected = `one of the options ${known.map(name => `'${name}'`).join(', ')}`
      throw new OptionError(`${option}.${key}`, expected, (value as Record<string, unknown>)[key])
    }
  }
  return value as Readonly<Partial<Record<K, unknown>>>
}

/** Whether an object literal, from any realm, or one without a prototype: a Map or a promise has no options to read. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function within(value: number, range: Range): boolean {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, exclusiveMin, exclusiveMax } = range
  return (exclusiveMin ? value > min : value >= min) && (exclusiveMax ? value < max : value <= max)
}

function rangeText({ min, max, exclusiveMin, exclusiveMax }: Range): string {
  const low = min === undefined ? '' : exclusiveMin ? `above ${min}` : `at least ${min}`
  const high = max === undefined ? '' : exclusiveMax ? `below ${max}` : `at most ${max}`
  const text = [low, high].filter(Boolean).join(' and ')
  return text === '' ? '' : ` ${text}`
}

/** Returns `value` when it is a string with at least one character; throws {@link OptionError} otherwise. */
export function checkString(option: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new OptionError(option, 'a string that is not empty', value)
  return value
}
