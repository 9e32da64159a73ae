import { numeric } from '../config/decimal.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { RangeAxis } from './axis.ts'
import { findSetting, readSetting, type SettingFlag } from './setting-flags.ts'

const form = 'as log:0.001:1 or uniform:0.5:0.99'

/**
 * A setting and the numbers to draw it from, from `learning-rate=log:0.001:1`.
 *
 * @throws UsageError: no such setting, one that takes no numbers, ends that it refuses or in the wrong order
 */
export function readSample(text: string): RangeAxis {
  const [, name = '', range = ''] = /^([^=]+)=(.*)$/.exec(text) ?? []
  if (name === '') {
    throw new UsageError(
      `--sample: expected a setting and a distribution, ${form.replace('log', 'learning-rate=log')}, received '${text}'`,
    )
  }
  const flag = findSetting(name.trim(), '--sample')
  return rangeAxis(flag, range, `--sample ${flag.name}`)
}

/**
 * The axis of a distribution, `log:LOW:HIGH` or `uniform:LOW:HIGH`.
 *
 * @param where what errors begin with
 */
export function rangeAxis(flag: SettingFlag, text: string, where: string): RangeAxis {
  const [scale, ...ends] = text.trim().toLowerCase().split(':')
  if ((scale !== 'log' && scale !== 'uniform') || ends.length !== 2) {
    throw new UsageError(`${where}: expected a distribution, ${form}, received '${text}'`)
  }
  const [low, high] = ends.map(end => readEnd(flag, end, where)) as [number, number]
  if (low >= high) throw new UsageError(`${where}: expected the lower end first, received ${low} and ${high}`)
  if (scale === 'log' && low <= 0) throw new UsageError(`${where}: expected ends above 0 for log, received ${low}`)
  return { kind: 'range', flag, scale, low, high, whole: takesWholeNumbers(flag, low, high) }
}

/** As it is written in files: `log:0.001:1`. */
export function formatRange({ scale, low, high }: RangeAxis): string {
  return `${scale}:${low}:${high}`
}

function readEnd(flag: SettingFlag, text: string, where: string): number {
  if (typeof numeric(text) !== 'number') throw new UsageError(`${where}: expected numbers as ends, received '${text}'`)
  const { value } = readSetting(flag, text, where)
  if (typeof value !== 'number')
    throw new UsageError(`${where}: expected a setting that is one number, received ${flag.name}; try --vary`)
  return value
}

/** Asks the flag for a number between two that it takes. */
function takesWholeNumbers(flag: SettingFlag, low: number, high: number): boolean {
  if (!Number.isInteger(low) || !Number.isInteger(high)) return false
  try {
    readSetting(flag, String(low + (high - low) / Math.E), flag.name)
    return false
  } catch (error) {
    if (error instanceof UsageError) return true
    throw error
  }
}
