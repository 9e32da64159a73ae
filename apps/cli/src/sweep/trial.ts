import type { NameSetting } from '../config/flag-name.ts'
import type { Settings } from '../config/settings.ts'
import type { Combination } from './axis.ts'

/** One network to be trained with one seed. */
export interface Trial {
  /** Its folder below `runs/`: `learning-rate=0.1,hidden=64,seed=2`. */
  readonly id: string
  /** As people are told of it: `0.1 · 64 · seed 2`. */
  readonly label: string
  /** Which combination it is; seeds of one have one number. */
  readonly group: number
  readonly values: Combination
  readonly seed: number
  readonly settings: Settings
  /** How messages call a setting. */
  readonly nameSetting: NameSetting
}
