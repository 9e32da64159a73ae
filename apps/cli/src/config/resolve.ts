import type { GivenSettings } from './checks.ts'
import { type PresetName, presets } from './presets.ts'
import { defaultSettings, type Settings } from './settings.ts'

export interface GivenSources {
  /** From the command line; wins over everything. */
  readonly flags: GivenSettings
  /** From `--config`; wins over the preset. */
  readonly config?: GivenSettings
}

/** Settings by precedence: flags, then the configuration file, then the preset (a flag's or the file's), then defaults. */
export function resolveSettings({ flags, config = {} }: GivenSources): Settings {
  const { preset: flagPreset, ...fromFlags } = flags
  const { preset: filePreset, ...fromFile } = config
  const preset = flagPreset ?? filePreset
  return { ...defaultSettings, ...(preset && presets[preset]), ...fromFile, ...fromFlags }
}

/** The settings of a preset asked for on the command line that a configuration file decides otherwise. */
export function presetSettingsOverruled(preset: PresetName, config: GivenSettings): string[] {
  const wanted: Readonly<Record<string, unknown>> = { ...presets[preset] }
  const given: Readonly<Record<string, unknown>> = { ...config }
  return Object.keys(wanted).filter(name => {
    return given[name] !== undefined && JSON.stringify(given[name]) !== JSON.stringify(wanted[name])
  })
}
