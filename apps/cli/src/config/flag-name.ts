import type { Settings } from './settings.ts'

/** What a setting is called where the person can change it. */
export type NameSetting = (setting: keyof Settings) => string

/** The flag of a setting: trainSamples → `--train-samples`. */
export const flagName: NameSetting = setting => {
  return `--${setting.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}
