import path from 'node:path'
import { describe } from '@blasnet/check'
import type { z } from 'zod'
import { isNamedSource } from '../data/source.ts'
import { didYouMean } from '../errors/suggest.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { GivenSettings } from './checks.ts'
import { configSchema, settingNames } from './schema.ts'

/** Where settings come from. */
export interface ConfigPlace {
  /** For messages: the file. */
  readonly file: string
  /** Keys that lead to the settings within the file: `networks[2].config`. Default: the file holds nothing else. */
  readonly within?: string
}

/**
 * Settings from parsed JSON. Paths in them are relative to the folder of the file.
 *
 * @throws UsageError that names the file and the key: an unknown key, a value refused
 */
export function parseConfig(json: unknown, { file, within }: ConfigPlace): GivenSettings {
  const parsed = configSchema.safeParse(json)
  const place = within === undefined ? `${file}: ` : `${file}: ${within}.`
  if (!parsed.success) throw new UsageError(describeIssue(place, json, parsed.error.issues[0]!))
  return withAbsolutePaths(parsed.data, path.dirname(path.resolve(file)))
}

function describeIssue(place: string, json: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!
    const hint = didYouMean(key, settingNames) ?? `a configuration has ${settingNames.join(', ')}`
    return `${place}${key}: no setting has this name; ${hint}`
  }
  const key = issue.path.join('.')
  if (issue.code === 'custom') {
    const { part = '', came = '' } = (issue.params ?? {}) as { part?: string; came?: string }
    return `${place}${key}${part}: expected ${issue.message}, received ${came}`
  }
  return `${place.replace(/\.$/, ': ')}expected an object of settings, received ${describe(json)}`
}

function withAbsolutePaths(settings: GivenSettings, folder: string): GivenSettings {
  const { data, initialWeights } = settings
  return {
    ...settings,
    ...(data !== undefined && { data: isNamedSource(data) ? data : path.resolve(folder, data) }),
    ...(typeof initialWeights === 'string' && { initialWeights: path.resolve(folder, initialWeights) }),
  }
}
