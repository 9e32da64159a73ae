import type { GivenSettings } from './checks.ts'
import { type OptimizerKind, usualLearningRate } from './optimizer.ts'
import { type PresetName, type PresetSettings, presets } from './presets.ts'
import { defaultSettings, type Settings } from './settings.ts'

export interface GivenSources {
  /** From the command line; wins over everything. */
  readonly flags: GivenSettings
  /** From `--config`; wins over the preset. */
  readonly config?: GivenSettings
}

/**
 * Settings by precedence: flags, then the configuration file, then the preset (a flag's or the file's), then defaults.
 * A learning rate, a momentum and a weight decay go with the optimizer beside which they stand: who asks for another
 * optimizer does not get them. What `--test` measures is kept out of validations unless somebody says otherwise.
 */
export function resolveSettings({ flags, config = {} }: GivenSources): Settings {
  const { preset: flagPreset, ...fromFlags } = flags
  const { preset: filePreset, ...fromFile } = config
  const name = flagPreset ?? filePreset
  const preset: PresetSettings = name === undefined ? {} : presets[name]
  const kind = (fromFlags.optimizer ?? fromFile.optimizer ?? preset.optimizer ?? defaultSettings.optimizer).kind
  const given = {
    ...forOptimizer(kind, { ...preset, optimizer: preset.optimizer ?? defaultSettings.optimizer }),
    ...forOptimizer(kind, fromFile),
    ...fromFlags,
  }
  return { ...defaultSettings, learningRate: usualLearningRate[kind], ...usualValidation(given), ...given }
}

/** Settings without those that were chosen for another optimizer than is asked for. */
function forOptimizer(kind: OptimizerKind, settings: PresetSettings): PresetSettings {
  if (settings.optimizer === undefined || settings.optimizer.kind === kind) return settings
  const {
    optimizer: _,
    learningRate: _rate,
    momentum: _momentum,
    nesterov: _nesterov,
    weightDecay: _decay,
    ...rest
  } = settings
  return rest
}

function usualValidation({ test, trainSamples }: PresetSettings): Pick<Settings, 'validateOn'> {
  if (test !== true) return { validateOn: 'test' }
  return { validateOn: trainSamples === 'all' ? 'none' : 'held-out' }
}

/** The settings of a preset asked for on the command line that a configuration file decides otherwise. */
export function presetSettingsOverruled(preset: PresetName, config: GivenSettings): string[] {
  const wanted: Readonly<Record<string, unknown>> = { ...presets[preset] }
  const given: Readonly<Record<string, unknown>> = { ...config }
  return Object.keys(wanted).filter(name => {
    return given[name] !== undefined && JSON.stringify(given[name]) !== JSON.stringify(wanted[name])
  })
}
