import path from 'node:path'
import { checkBoolean, OptionError } from '@blasnet/check'
import type { Option } from '@commander-js/extra-typings'
import { trainCommand } from '../commands/train.ts'
import type { GivenSettings } from '../config/checks.ts'
import { fromFlags } from '../config/flag.ts'
import { flagName } from '../config/flag-name.ts'
import { settingNames } from '../config/schema.ts'
import { isNamedSource } from '../data/source.ts'
import { didYouMean } from '../errors/suggest.ts'
import { UsageError } from '../errors/usage-error.ts'

/** A setting of `blasnet train`, under the key of configuration files. */
export type SettingName = (typeof settingNames)[number]

/** A setting that a sweep can fix or vary, as `train` knows it. */
export interface SettingFlag {
  readonly setting: SettingName
  /** Without the dashes: `learning-rate`. */
  readonly name: string
  /** The options of the flag: one, or `--shuffle` and `--no-shuffle`. */
  readonly options: readonly Option[]
}

/** A value of a setting, and the text that its flag takes for it. */
export interface SettingValue {
  readonly text: string
  /** As it stands in a configuration file. */
  readonly value: unknown
}

/** What says which images a run is validated and tested on: a sweep decides that itself. */
const decided = ['validateOn', 'validationSamples', 'test'] as const satisfies readonly SettingName[]

/** Why there is no `--validation-samples`, `--validate-on` or `--test` here. */
export const noTestImages =
  'a sweep never looks at test images; --hold-out says how many training images it validates on instead'

/** Every setting that `blasnet train` has a flag for, but for those about test images. */
export function settingFlags(): readonly SettingFlag[] {
  const options = trainCommand().options as readonly Option[]
  return settingNames.flatMap(setting => {
    const own = options.filter(option => option.attributeName() === setting)
    const main = own.find(option => !option.negate)
    if (main === undefined || decided.some(name => name === setting)) return []
    return [{ setting, name: main.long!.slice(2), options: own }]
  })
}

function decidedNames(): string[] {
  return decided.flatMap(setting => [setting, flagName(setting).slice(2)])
}

/**
 * The setting called `name`: `learning-rate`, or `learningRate` as in configuration files.
 *
 * @param where what an error begins with: `--vary`
 * @throws UsageError when there is none, or it is about test images
 */
export function findSetting(name: string, where: string): SettingFlag {
  const flags = settingFlags()
  const found = flags.find(flag => flag.name === name || flag.setting === name)
  if (found !== undefined) return found
  if (decidedNames().includes(name)) throw new UsageError(`${where}: ${noTestImages}`)
  const names = flags.map(flag => flag.name)
  const hint = didYouMean(name, names) ?? `settings are ${names.join(', ')}`
  throw new UsageError(`${where}: no setting is called '${name}'; ${hint}`)
}

/**
 * The value that the flag of a setting reads from a text.
 *
 * @param where what an error calls the setting: `--vary learning-rate`
 * @param folder what paths are relative to; they become absolute. Default: the working directory
 * @throws UsageError as the flag does
 */
export function readSetting(flag: SettingFlag, text: string, where: string, folder = ''): SettingValue {
  const { setting, name, options } = flag
  const option = options.find(({ negate }) => !negate)!
  const value = fromFlags({ [setting]: parse(option, text.trim(), where, name) })[setting]
  if (!isPath(setting, value)) return { text: text.trim(), value }
  const absolute = path.resolve(folder, value)
  return { text: absolute, value: absolute }
}

/** Paths must mean the same wherever a sweep is gone on with. */
function isPath(setting: SettingName, value: unknown): value is string {
  if (typeof value !== 'string') return false
  return setting === 'initialWeights' || (setting === 'data' && !isNamedSource(value))
}

function parse({ parseArg }: Option, text: string, where: string, name: string): unknown {
  try {
    if (parseArg !== undefined) return parseArg(text, undefined)
    return checkBoolean(where, text === 'true' ? true : text === 'false' ? false : text)
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof OptionError)) throw error
    const { message } = error
    throw new UsageError(message.startsWith(`--${name}`) ? where + message.slice(name.length + 2) : message, {
      cause: error,
    })
  }
}

/** The flag that sets a value: `--learning-rate 0.1`, `--no-shuffle`. */
export function flagArguments({ name }: SettingFlag, { text, value }: SettingValue): readonly string[] {
  if (typeof value === 'boolean') return [value ? `--${name}` : `--no-${name}`]
  return [`--${name}`, text]
}

/** Values by their settings, as `resolveSettings` takes them. */
export function asGiven(values: Iterable<readonly [SettingName, SettingValue]>): GivenSettings {
  return Object.fromEntries([...values].map(([setting, { value }]) => [setting, value]))
}
