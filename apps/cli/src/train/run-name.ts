import path from 'node:path'
import { formatHidden } from '../config/hidden.ts'
import { matchingPreset } from '../config/presets.ts'
import type { Settings } from '../config/settings.ts'

const longestPart = 40

/**
 * The name of a run's folder: data, hidden layers and preset (`mnist-64-baseline`), or, when the settings are nobody's
 * preset, the time it started (`mnist-64-20261123-164501`).
 */
export function runName(settings: Settings, now: Date = new Date()): string {
  const parts = [path.basename(settings.data), formatHidden(settings.hidden)]
  return [...parts.map(safePart), matchingPreset(settings) ?? timeStamp(now)].join('-')
}

/** Letters, digits, dots, underscores and dashes, so that the name is a name in every shell and file system. */
function safePart(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[.-]+/, '')
  return safe.slice(0, longestPart) || 'data'
}

/** Local time, which is what the person looking for the run remembers. */
function timeStamp(now: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`
  return `${day}-${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`
}
