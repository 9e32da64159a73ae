import { settingNames } from '../config/schema.ts'
import { commandName } from '../train/command-name.ts'
import { quoted } from '../train/quoted.ts'
import { shortPath } from '../train/short-path.ts'
import type { Combination } from './axis.ts'
import type { SweepQuestion } from './question.ts'
import { flagArguments } from './setting-flags.ts'

/** The command that trains a combination of a sweep, as `blasnet train` does. */
export function trainCommandOf(
  { config, fixed, axes }: SweepQuestion,
  values: Combination,
  command = commandName(),
): string {
  const given = settingNames.flatMap(setting => fixed.get(setting) ?? [])
  const flags = given.flatMap(({ flag, value }) => flagArguments(flag, value))
  const varied = axes.flatMap(({ flag }) => flagArguments(flag, values.get(flag.setting)!))
  return [
    ...[command, 'train'],
    ...(config === undefined ? [] : ['--config', quoted(shortPath(config.file))]),
    ...[...flags, ...varied].map(quoted),
  ].join(' ')
}
