import { OptionError } from '@blasnet/check'

/** Samples from `first` to `last`, both included. */
export interface IndexRange {
  readonly first: number
  readonly last: number
}

const expected = 'indices and ranges counted from 0, as 0,5,10-12'

/**
 * Ranges from `0,5,10-12`. What they name is not counted out yet, so that `0-9999999999` costs nothing.
 *
 * @throws OptionError naming `option`: something else than numbers, or a range that runs backwards
 */
export function parseIndexList(option: string, value: unknown): readonly IndexRange[] {
  if (typeof value !== 'string') throw new OptionError(option, expected, value)
  return value.split(',').map(part => {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part)
    if (match === null) throw new OptionError(option, expected, value)
    const first = Number(match[1])
    const last = Number(match[2] ?? match[1])
    if (first > last) throw new OptionError(option, 'ranges that run upwards', part.trim())
    return { first, last }
  })
}

/**
 * The indices that ranges name, in their order, repetitions included.
 *
 * @param count number of samples there are
 * @throws OptionError naming `option` when one is not below `count`
 */
export function expandIndexList(option: string, ranges: readonly IndexRange[], count: number): number[] {
  for (const { last } of ranges) {
    if (last >= count) throw new OptionError(option, `indices below ${count}, the number of samples`, last)
  }
  return ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
}
