import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe } from '@blasnet/check'
import type { z } from 'zod'
import { isNamedSource } from '../data/source.ts'
import { didYouMean } from '../errors/suggest.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { GivenSettings } from './checks.ts'
import { configSchema, settingNames } from './schema.ts'

/**
 * Settings from a JSON file. Paths in it are relative to the folder it stands in.
 *
 * @throws UsageError that names the file and the key: not readable, not JSON, an unknown key, a value refused
 */
export async function readConfig(file: string): Promise<GivenSettings> {
  const json = parseJson(file, await readText(file))
  const parsed = configSchema.safeParse(json)
  if (!parsed.success) throw new UsageError(describeIssue(file, json, parsed.error.issues[0]!))
  return withAbsolutePaths(parsed.data, path.dirname(path.resolve(file)))
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new UsageError(`--config: cannot read '${file}': ${systemErrorReason(error)}`, { cause: error })
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const { message } = error as SyntaxError
    throw new UsageError(`--config: '${file}' is not JSON: ${message}${linePosition(text, message)}`, { cause: error })
  }
}

/** V8 counts characters; editors count lines. */
function linePosition(text: string, message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position === undefined || /line \d+/.test(message)) return ''
  const before = text.slice(0, Number(position)).split('\n')
  return ` (line ${before.length}, column ${before.at(-1)!.length + 1})`
}

function describeIssue(file: string, json: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!
    const hint = didYouMean(key, settingNames) ?? `a configuration has ${settingNames.join(', ')}`
    return `${file}: ${key}: no setting has this name; ${hint}`
  }
  const key = issue.path.join('.')
  if (issue.code === 'custom') {
    const { part = '', came = '' } = (issue.params ?? {}) as { part?: string; came?: string }
    return `${file}: ${key}${part}: expected ${issue.message}, received ${came}`
  }
  return `${file}: expected an object of settings, received ${describe(json)}`
}

function withAbsolutePaths(settings: GivenSettings, folder: string): GivenSettings {
  const { data, initialWeights } = settings
  return {
    ...settings,
    ...(data !== undefined && { data: isNamedSource(data) ? data : path.resolve(folder, data) }),
    ...(typeof initialWeights === 'string' && { initialWeights: path.resolve(folder, initialWeights) }),
  }
}
