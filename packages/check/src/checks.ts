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
 * Returns what a plain object holds that has no keys but `known`; throws {@link OptionError} otherwise, so that a misspelt
 * option is an error and not a default. Every field is read once: no getter can say one thing to a check and another one
 * to whoever acts on it.
 *
 * @param known default: any keys; for an object whose keys depend on one of them
 */
export function checkObject<const K extends string>(
  option: string,
  value: unknown,
  known?: readonly K[],
): Readonly<Partial<Record<K, unknown>>> {
  const keys = keysOfPlainObject(value)
  if (keys === undefined) throw new OptionError(option, 'a plain object', value)
  const unknown = known && keys.find(key => !known.includes(key as K))
  if (unknown !== undefined) {
    const expected = `one of the options ${known?.map(name => `'${name}'`).join(', ')}`
    throw new OptionError(`${option}.${unknown}`, expected, readField(option, value, unknown))
  }
  return readFields(option, value as object, known ?? (keys as K[]))
}

/**
 * The fields `keys` of any object, each read once. A field that there is not is not in what comes back.
 *
 * @throws OptionError that names the field whose getter throws, with what that threw as its cause.
 */
export function readFields<const K extends string>(
  option: string,
  value: object,
  keys: readonly K[],
): Readonly<Partial<Record<K, unknown>>> {
  const fields: Partial<Record<K, unknown>> = Object.create(null)
  for (const key of keys) if (hasField(value, key)) fields[key] = readField(option, value, key)
  return fields
}

/**
 * The elements of an array of `min` to `max`, holes as undefined, each read once; undefined for anything else.
 *
 * @throws OptionError that names the element whose getter throws.
 */
export function readElements(
  option: string,
  value: unknown,
  { min, max }: { readonly min: number; readonly max: number },
): unknown[] | undefined {
  if (!quietly(() => Array.isArray(value))) return undefined
  const length = readField(option, value, 'length') as number
  if (!(length >= min && length <= max)) return undefined
  return Array.from({ length }, (_, index) => readField(option, value, index))
}

function readField(option: string, value: unknown, key: string | number): unknown {
  try {
    return (value as Record<string | number, unknown>)[key]
  } catch (error) {
    const name = typeof key === 'number' ? `${option}[${key}]` : `${option}.${key}`
    throw new OptionError(name, 'a value that can be read', error, { cause: error })
  }
}

/** The keys of an object literal, from any realm, or of one without a prototype: a Map has no options to read. */
function keysOfPlainObject(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return quietly(() => {
    const prototype: unknown = Object.getPrototypeOf(value)
    return prototype === null || Object.getPrototypeOf(prototype) === null ? Object.keys(value) : undefined
  })
}

function hasField(value: object, key: string): boolean {
  return quietly(() => key in value) ?? false
}

/** Undefined where a proxy throws. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
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
