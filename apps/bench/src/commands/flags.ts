import { checkInteger, checkNumber, checkOneOf, OptionError, type Range } from '@blasnet/check'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'

/** A flag's text as an integer; digits only, so that nothing is read into `''`, `0x10` or `1e3`. */
export function flagInteger(flag: string, text: string, range: Range = {}): number {
  return checkInteger(flag, /^[+-]?\d+$/.test(text) ? Number(text) : text, range)
}

/** A flag's text as a decimal number. */
export function flagNumber(flag: string, text: string, range: Range = {}): number {
  return checkNumber(flag, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text, range)
}

/** Most values of a list: every one multiplies the time. */
const longestList = 64

/** Integers separated by commas, none of them twice. */
export function flagIntegers(flag: string, text: string, range: Range = {}): number[] {
  return flagList(flag, text, item => flagInteger(flag, item, range))
}

/** Names separated by commas, none of them twice. */
export function flagChoices<const T extends string>(flag: string, text: string, choices: readonly T[]): T[] {
  return flagList(flag, text, item => checkOneOf(flag, item, choices))
}

function flagList<T>(flag: string, text: string, read: (item: string) => T): T[] {
  const items = text.split(',')
  if (items.length > longestList) throw new OptionError(flag, `at most ${longestList} values`, items)
  const values = items.map(item => read(item.trim()))
  if (new Set(values).size < values.length) throw new OptionError(flag, 'every value once', text)
  return values
}

/** Makes a flag that is given twice an error: commander would quietly take the last. */
export function refuseRepeatedFlags(command: CommandUnknownOpts): void {
  for (const option of command.options) {
    let given = false
    command.on(`option:${option.name()}`, value => {
      if (given) throw new OptionError(option.long ?? option.flags, 'to be given once', value ?? true)
      given = true
    })
  }
}
