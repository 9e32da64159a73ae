import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { didYouMean } from '../errors/suggest.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Axis } from './axis.ts'
import type { Fixed } from './question.ts'
import { type Metric, metrics } from './question.ts'
import { rangeAxis } from './read-sample.ts'
import { listAxis } from './read-vary.ts'
import { findSetting, readSetting } from './setting-flags.ts'

/** A value as its flag takes it, or as configuration files have it. */
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.number())], {
  error: 'expected what the flag of the setting takes, as text or a number',
})

const sweepFileSchema = z.strictObject({
  config: z.record(z.string(), value).optional(),
  vary: z.record(z.string(), z.array(value)).optional(),
  sample: z.record(z.string(), z.string()).optional(),
  random: z.int().positive().optional(),
  seeds: z.int().positive().max(1000).optional(),
  sweepSeed: z.int().nonnegative().optional(),
  holdOut: z.int().positive().optional(),
  metric: z.enum(metrics).optional(),
})

/** What a sweep file says. */
export interface SweepFile {
  readonly fixed: Fixed
  readonly axes: readonly Axis[]
  readonly random?: number | undefined
  readonly seeds?: number | undefined
  readonly sweepSeed?: number | undefined
  readonly holdOut?: number | undefined
  readonly metric?: Metric | undefined
}

/**
 * A sweep from a JSON file. Paths in it are relative to its folder.
 *
 * @throws UsageError that names the file and the place in it
 */
export async function readSweepFile(file: string): Promise<SweepFile> {
  const { config = {}, vary = {}, sample = {}, ...rest } = parse(file, await readText(file))
  const folder = path.dirname(path.resolve(file))
  const fixed = Object.entries(config).map(([name, given]) => {
    const flag = findSetting(name, `${file}: config`)
    return [flag.setting, { flag, value: readSetting(flag, textOf(given), `${file}: config.${name}`, folder) }] as const
  })
  const lists = Object.entries(vary).map(([name, values]) => {
    return listAxis(findSetting(name, `${file}: vary`), values.map(textOf), `${file}: vary.${name}`, { folder })
  })
  const ranges = Object.entries(sample).map(([name, text]) => {
    return rangeAxis(findSetting(name, `${file}: sample`), text, `${file}: sample.${name}`)
  })
  return { ...rest, fixed: new Map(fixed), axes: [...lists, ...ranges] }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new UsageError(`cannot read the sweep file '${file}': ${systemErrorReason(error)}`, { cause: error })
  }
}

function parse(file: string, text: string): z.infer<typeof sweepFileSchema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`'${file}' is not JSON: ${(error as SyntaxError).message}`, { cause: error })
  }
  const parsed = sweepFileSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(sweepFileSchema.shape)
    const hint = didYouMean(issue.keys[0]!, known) ?? `a sweep file has ${known.join(', ')}`
    throw new UsageError(`${file}: ${issue.keys[0]}: a sweep file has no such key; ${hint}`)
  }
  throw new UsageError(
    `${file}: ${[...issue.path, ''].join('.').replace(/\.$/, ': ')}${issue.message.replace('Invalid input: ', '')}`,
  )
}

/** The text that a flag takes for a value of a configuration file. */
function textOf(given: z.infer<typeof value>): string {
  if (given === null) return 'none'
  return Array.isArray(given) ? given.join('-') || 'none' : String(given)
}
