import type { SettingFlag, SettingName, SettingValue } from './setting-flags.ts'

/** Values of one setting, each to be tried. */
export interface ListAxis {
  readonly kind: 'list'
  readonly flag: SettingFlag
  readonly values: readonly SettingValue[]
}

/** Numbers that one setting is drawn from. */
export interface RangeAxis {
  readonly kind: 'range'
  readonly flag: SettingFlag
  /** `log`: every factor is as likely as any other, so that as many lie between 0.001 and 0.01 as between 0.01 and 0.1. */
  readonly scale: 'uniform' | 'log'
  readonly low: number
  readonly high: number
  /** Whether the setting takes whole numbers only. */
  readonly whole: boolean
}

/** A setting that differs between the trials of a sweep. */
export type Axis = ListAxis | RangeAxis

/** One value for each of some settings. */
export type Combination = ReadonlyMap<SettingName, SettingValue>

/** Whether two texts stand for one value: `0.1` and `1e-1`. */
export function sameValue(a: SettingValue, b: SettingValue): boolean {
  return JSON.stringify(a.value) === JSON.stringify(b.value)
}
