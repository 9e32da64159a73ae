import type { GivenSettings } from '../config/checks.ts'
import { settingNames } from '../config/schema.ts'
import { defaultSettings, type Settings } from '../config/settings.ts'

/**
 * The first setting in which two configurations differ; undefined when they are the same. What is not written is as by
 * default: a file may be older than a setting.
 */
export function differingSetting(written: GivenSettings, wanted: Settings): string | undefined {
  const complete = { ...defaultSettings, ...written }
  return settingNames.find(name => {
    return name !== 'preset' && JSON.stringify(complete[name]) !== JSON.stringify(wanted[name])
  })
}
