import { createDraw, type DrawBelow } from '@blasnet/datasets'
import { UsageError } from '../errors/usage-error.ts'
import type { Axis, Combination, ListAxis, RangeAxis } from './axis.ts'
import { readSetting, type SettingValue } from './setting-flags.ts'

/** After so many draws that all came before there is nothing new to be found. */
const mostRepetitions = 1000

/** Every value of each axis with every value of the others; the last axis changes fastest. */
export function grid(axes: readonly ListAxis[]): Combination[] {
  return axes.reduce<Combination[]>(
    (before, { flag, values }) => {
      return before.flatMap(each => values.map(value => new Map([...each, [flag.setting, value] as const])))
    },
    [new Map()],
  )
}

/**
 * `count` different combinations, each value drawn by itself: from a list all alike, from a range as its scale says.
 * The same seed gives the same ones everywhere, and fewer of them the first.
 *
 * @throws UsageError when there are not so many
 */
export function drawCombinations(axes: readonly Axis[], count: number, seed: number): Combination[] {
  const below = createDraw(seed)
  const found = new Map<string, Combination>()
  for (let repeated = 0; found.size < count; ) {
    const drawn: Combination = new Map(axes.map(axis => [axis.flag.setting, drawValue(axis, below)]))
    const key = JSON.stringify([...drawn.values()].map(({ value }) => value))
    if (!found.has(key)) repeated = 0
    else if (++repeated > mostRepetitions) {
      throw new UsageError(
        `--random: expected at most ${found.size}, as there are no more combinations, received ${count}`,
      )
    }
    found.set(key, drawn)
  }
  return [...found.values()]
}

function drawValue(axis: Axis, below: DrawBelow): SettingValue {
  if (axis.kind === 'list') return axis.values[below(axis.values.length)]!
  return readSetting(axis.flag, String(drawNumber(axis, below)), `--sample ${axis.flag.name}`)
}

function drawNumber({ scale, low, high, whole }: RangeAxis, below: DrawBelow): number {
  const share = below(2 ** 32) / 2 ** 32
  // Every whole number stands for what is nearest to it.
  const [from, to] = whole ? [low - 0.5, high + 0.5] : [low, high]
  const drawn = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share
  const rounded = whole ? Math.round(drawn) : Number(drawn.toPrecision(digits(low, high)))
  return Math.min(high, Math.max(low, rounded))
}

/** Four are enough to read, unless the ends differ in the later ones. */
function digits(low: number, high: number): number {
  return (high - low) / Math.max(Math.abs(low), Math.abs(high)) < 0.05 ? 8 : 4
}
