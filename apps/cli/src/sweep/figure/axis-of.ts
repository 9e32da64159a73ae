import type { Panel } from '@blasnet/report/figures'
import type { Axis, RangeAxis } from '../axis.ts'
import type { Trial } from '../trial.ts'
import { shortText } from '../trial-name.ts'

/** The horizontal axis of a setting, and where trials stand on it. */
export interface SettingAxis {
  readonly x: Panel['x']
  place(trial: Trial): number
  /** Places that many trials share, in ascending order; empty where every trial has its own. */
  readonly shared: readonly number[]
  /** Whether a line from place to place means anything. */
  readonly ordered: boolean
}

/** Ranges as numbers on the scale they were drawn from; lists as places side by side, numbers in their order. */
export function settingAxis(axis: Axis): SettingAxis {
  return axis.kind === 'range' ? rangeAxis(axis) : listAxis(axis)
}

function rangeAxis({ flag, scale, low, high }: RangeAxis): SettingAxis {
  return {
    x: { label: flag.name, domain: [low, high], scale: scale === 'log' ? 'log' : 'linear', format: 'number' },
    place: ({ values }) => values.get(flag.setting)!.value as number,
    shared: [],
    ordered: true,
  }
}

function listAxis({ flag, values }: Extract<Axis, { kind: 'list' }>): SettingAxis {
  const ordered = values.every(({ value }) => typeof value === 'number')
  const sorted = ordered ? values.toSorted((a, b) => (a.value as number) - (b.value as number)) : values
  const places = new Map(sorted.map(({ value }, index) => [JSON.stringify(value), index]))
  const ticks = [...places.values()]
  return {
    x: {
      label: flag.name,
      domain: [-0.5, sorted.length - 0.5],
      scale: 'linear',
      format: 'number',
      ticks,
      tickLabels: sorted.map(shortText),
    },
    place: trial => places.get(JSON.stringify(trial.values.get(flag.setting)!.value))!,
    shared: ticks,
    ordered,
  }
}
