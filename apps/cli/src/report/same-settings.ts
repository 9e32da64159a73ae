import type { GivenSettings } from '../config/checks.ts'
import { settingNames } from '../config/schema.ts'
import type { Settings } from '../config/settings.ts'

/** The first setting in which two configurations differ; undefined when they are the same. */
export function differingSetting(written: GivenSettings, wanted: Settings): string | undefined {
  return settingNames.find(name => {
    return name !== 'preset' && JSON.stringify(written[name]) !== JSON.stringify(wanted[name])
  })
}
