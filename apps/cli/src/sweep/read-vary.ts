import { UsageError } from '../errors/usage-error.ts'
import { type ListAxis, sameValue } from './axis.ts'
import { findSetting, readSetting, type SettingFlag } from './setting-flags.ts'

/**
 * A setting and its values from `learning-rate=0.01,0.1`; values that hold commas are separated by semicolons.
 *
 * @throws UsageError: no such setting, no values, one twice, one that the setting refuses
 */
export function readVary(text: string): ListAxis {
  const equals = text.indexOf('=')
  if (equals <= 0) {
    throw new UsageError(`--vary: expected a setting and its values, as learning-rate=0.01,0.1, received '${text}'`)
  }
  const flag = findSetting(text.slice(0, equals).trim(), '--vary')
  const list = text.slice(equals + 1)
  const values = list.trim() === '' ? [] : list.split(list.includes(';') ? ';' : ',')
  return listAxis(flag, values, `--vary ${flag.name}`, { whole: list })
}

export interface ListSource {
  /** All values as they were given, where a single text may be half of one with commas. */
  readonly whole?: string
  /** What paths are relative to. Default: the working directory. */
  readonly folder?: string
}

/**
 * The axis of the values that texts stand for.
 *
 * @param where what errors begin with
 */
export function listAxis(flag: SettingFlag, texts: readonly string[], where: string, from: ListSource = {}): ListAxis {
  if (texts.length === 0) throw new UsageError(`${where}: expected at least one value, received none`)
  const values = texts.map(text => readValue(flag, text, where, from))
  for (const [index, value] of values.entries()) {
    const earlier = values.slice(0, index).find(each => sameValue(each, value))
    if (earlier === undefined) continue
    const again =
      earlier.text === value.text
        ? `'${value.text}' twice`
        : `'${earlier.text}' and '${value.text}', which are the same`
    throw new UsageError(`${where}: expected every value once, received ${again}`)
  }
  return { kind: 'list', flag, values }
}

function readValue(flag: SettingFlag, text: string, where: string, { whole = '', folder }: ListSource) {
  if (text.trim() === '') throw new UsageError(`${where}: expected a value between separators, received nothing`)
  try {
    return readSetting(flag, text, where, folder)
  } catch (error) {
    // `step:0.5,10epochs` has been taken apart.
    const cut = error instanceof UsageError && whole.includes(',') && !whole.includes(';') && /[:=]/.test(whole)
    throw cut
      ? new UsageError(`${error.message}; separate values that hold commas by semicolons`, { cause: error })
      : error
  }
}
