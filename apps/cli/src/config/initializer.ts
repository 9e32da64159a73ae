import { checkNumber, checkObject, OptionError } from '@blasnet/check'
import type { Initializer } from '@blasnet/core'

/** What core takes; leaves room below the largest float32. */
const largest = 1e30
const expected = "'uniform' (from -1 to 1), 'uniform:LOW,HIGH', 'fan-in-normal' or 'he-normal'"

/**
 * An initializer from `uniform`, `uniform:LOW,HIGH`, `fan-in-normal` or `he-normal`, or, from a configuration file, the
 * object that core takes.
 *
 * @throws OptionError naming `option`
 */
export function checkInitializer(option: string, value: unknown): Initializer {
  if (typeof value === 'string') return parse(option, value)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new OptionError(option, expected, value)
  const { kind } = value as { kind?: unknown }
  if (kind === 'fan-in-normal' || kind === 'he-normal') {
    checkObject(option, value, ['kind'])
    return { kind }
  }
  if (kind !== 'uniform')
    throw new OptionError(`${option}.kind`, "one of 'uniform', 'fan-in-normal', 'he-normal'", kind)
  const { low, high } = checkObject(option, value, ['kind', 'low', 'high'])
  return uniform(option, checkNumber(`${option}.low`, low), checkNumber(`${option}.high`, high), value)
}

function parse(option: string, text: string): Initializer {
  const words = text.trim().toLowerCase()
  if (words === 'fan-in-normal' || words === 'he-normal') return { kind: words }
  if (words === 'uniform') return { kind: 'uniform', low: -1, high: 1 }
  const [low, high, ...rest] = words.startsWith('uniform:') ? words.slice('uniform:'.length).split(',') : []
  if (!low?.trim() || !high?.trim() || rest.length > 0) throw new OptionError(option, expected, text)
  return uniform(option, Number(low), Number(high), text)
}

function uniform(option: string, low: number, high: number, received: unknown): Initializer {
  if (!Number.isFinite(low) || !Number.isFinite(high)) throw new OptionError(option, expected, received)
  if (Math.max(Math.abs(low), Math.abs(high)) > largest) {
    throw new OptionError(option, `LOW and HIGH from ${-largest} to ${largest}`, received)
  }
  if (low >= high) throw new OptionError(option, 'LOW below HIGH', received)
  return { kind: 'uniform', low, high }
}
