import type { GivenSettings } from '../config/checks.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Axis } from './axis.ts'
import type { SettingFlag, SettingName, SettingValue } from './setting-flags.ts'

/** What decides which of two trials is better. */
export type Metric = 'accuracy' | 'loss'

export const metrics = ['accuracy', 'loss'] as const satisfies readonly Metric[]

/** Settings that no trial changes, with the flags that fix them. */
export type Fixed = ReadonlyMap<SettingName, { readonly flag: SettingFlag; readonly value: SettingValue }>

/** A configuration file, as it was read. */
export interface ConfigSource {
  /** Absolute. */
  readonly file: string
  readonly settings: GivenSettings
}

/** Everything that decides the trials of a sweep. */
export interface SweepQuestion {
  readonly fixed: Fixed
  /** `--config` */
  readonly config?: ConfigSource | undefined
  readonly axes: readonly Axis[]
  /** How many combinations to draw; undefined: all of them. */
  readonly random?: number | undefined
  /** How many seeds every combination is trained with. */
  readonly seeds: number
  /** Decides draws, and which images are held out. */
  readonly sweepSeed: number
  /** Training images held out; undefined: a sixth. */
  readonly holdOut?: number | undefined
}

/**
 * Makes sure that the parts of a question go together.
 *
 * @throws UsageError that names two parts that do not
 */
export function checkQuestion({ fixed, axes, random, seeds }: SweepQuestion): void {
  if (axes.length === 0) {
    throw new UsageError('sweep: expected a setting to vary, as --vary learning-rate=0.01,0.1, received none')
  }
  for (const [index, axis] of axes.entries()) {
    const { name, setting } = axis.flag
    const where = `${axis.kind === 'list' ? '--vary' : '--sample'} ${name}`
    if (axes.slice(0, index).some(each => each.flag.setting === setting)) {
      throw new UsageError(`${where}: expected every setting once, received ${name} again`)
    }
    const other = fixed.get(setting)
    if (other !== undefined) {
      throw new UsageError(
        `${where}: expected a setting that is not fixed, but --${name} is given as ${other.value.text}`,
      )
    }
    if (setting === 'seed' && seeds > 1) {
      throw new UsageError(`${where}: expected one way to say which seeds, received --seeds ${seeds} too`)
    }
  }
  const sampled = axes.find(({ kind }) => kind === 'range')
  if (random === undefined && sampled !== undefined) {
    throw new UsageError(`--sample ${sampled.flag.name}: expected --random N too, how many combinations to draw`)
  }
  if (random !== undefined && sampled === undefined) {
    throw new UsageError(
      `--random: expected a distribution to draw from, as --sample learning-rate=log:0.001:1, received none`,
    )
  }
}
