import type { TrainingConfig } from '@blasnet/report'
import type { GivenSettings } from '../config/checks.ts'
import { flagName, type NameSetting } from '../config/flag-name.ts'
import { parseConfig } from '../config/parse-config.ts'
import { resolveSettings } from '../config/resolve.ts'
import type { Settings } from '../config/settings.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { CatalogueFile } from './load-catalogue.ts'

export interface NamedSettings {
  readonly settings: Settings
  /** How messages call a setting: by its flag, or by its place in the catalogue. */
  readonly nameSetting: NameSetting
}

/**
 * The settings that a part of a catalogue describes: `given` wins over its own, those over the catalogue's, those over
 * the defaults of `blasnet train`.
 *
 * @param at where `own` stands in the catalogue: `networks[2].config`
 * @throws UsageError that names file and place
 */
export function settingsOf(
  { file, catalogue }: CatalogueFile,
  own: TrainingConfig,
  at: string,
  given: GivenSettings,
): NamedSettings {
  const shared = parseConfig(withoutSeed(catalogue.config, file, 'config'), { file, within: 'config' })
  const special = parseConfig(withoutSeed(own, file, at), { file, within: at })
  return {
    settings: resolveSettings({ flags: given, config: { ...shared, ...special } }),
    nameSetting: setting => {
      if (given[setting] !== undefined) return flagName(setting)
      return `${file}: ${special[setting] === undefined ? 'config' : at}.${setting}`
    },
  }
}

/** A seed in a catalogue would have no effect, which nobody expects. */
function withoutSeed(config: TrainingConfig, file: string, at: string): TrainingConfig {
  if (config.seed === undefined) return config
  throw new UsageError(`${file}: ${at}.seed: expected none, as --seeds decides; received ${config.seed}`)
}
