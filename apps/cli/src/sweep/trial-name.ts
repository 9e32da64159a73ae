import path from 'node:path'
import type { SettingValue } from './setting-flags.ts'

/** Names of files have at most 255 bytes everywhere; numbers may be added. */
const longestName = 150

/**
 * Names of trials as folders: `learning-rate=0.1,hidden=256-128`. Two that would be the same on a file system that does
 * not tell `A` from `a` get numbers.
 */
export function trialNames(trials: readonly (readonly (readonly [name: string, text: string])[])[]): string[] {
  const taken = new Set<string>()
  return trials.map(parts => {
    const name = parts
      .map(([key, text]) => `${key}=${safe(text)}`)
      .join(',')
      .slice(0, longestName)
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? name : `${name}-${count}`
      if (taken.has(candidate.toLowerCase())) continue
      taken.add(candidate.toLowerCase())
      return candidate
    }
  })
}

/** The text of a value as people read it: of a path, its end. */
export function shortText({ text }: SettingValue): string {
  return path.isAbsolute(text) ? path.basename(text) : text
}

/** What is a name in every shell and file system. */
function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9._+-]+/g, '_')
}
