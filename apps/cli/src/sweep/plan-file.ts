import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { parseConfig } from '../config/parse-config.ts'
import { Failure } from '../errors/failure.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { jsonChunks } from '../train/json-chunks.ts'
import { writeAtomically } from '../train/write-atomically.ts'
import type { Axis } from './axis.ts'
import { planSweep, type SweepPlan } from './plan.ts'
import { type Metric, metrics, type SweepQuestion } from './question.ts'
import { formatRange, rangeAxis } from './read-sample.ts'
import { listAxis } from './read-vary.ts'
import { findSetting, readSetting } from './setting-flags.ts'

/** What is no part of the plan: another choice goes on with the same trials. */
export interface SweepChoices {
  readonly metric: Metric
  /** Whether models are saved. */
  readonly models: boolean
}

const documentSchema = z.strictObject({
  version: z.literal(1),
  metric: z.enum(metrics),
  models: z.boolean(),
  configFile: z.string().optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  fixed: z.record(z.string(), z.string()),
  axes: z.array(
    z.union([
      z.strictObject({ setting: z.string(), values: z.array(z.string()) }),
      z.strictObject({ setting: z.string(), sample: z.string() }),
    ]),
  ),
  random: z.int().positive().optional(),
  seeds: z.int().positive(),
  sweepSeed: z.int().nonnegative(),
  holdOut: z.int().positive().optional(),
  trials: z.array(z.unknown()),
})

type PlanDocument = z.infer<typeof documentSchema>

/** The file of a sweep's plan in its folder. */
export function planFile(folder: string): string {
  return path.join(folder, 'sweep.json')
}

export async function writePlan(folder: string, plan: SweepPlan, choices: SweepChoices): Promise<void> {
  await writeAtomically(planFile(folder), jsonChunks({ version: 1, ...choices, ...describePlan(plan) }))
}

/** Six digits that stand for a plan: the same for the same trials. */
export function planHash(plan: SweepPlan): string {
  return createHash('sha256').update(identity(plan)).digest('hex').slice(0, 6)
}

/** Whether two plans have the same trials for the same reason. */
export function samePlan(a: SweepPlan, b: SweepPlan): boolean {
  return identity(a) === identity(b)
}

/**
 * The plan in a folder, made anew from what the file says and compared with the trials it lists; undefined when there
 * is none.
 *
 * @throws Failure when it cannot be read, is damaged, or of a version that plans otherwise
 */
export async function readPlan(folder: string): Promise<{ plan: SweepPlan; choices: SweepChoices } | undefined> {
  const file = planFile(folder)
  const text = await readText(file)
  if (text === undefined) return undefined
  const document = parseDocument(file, text)
  const plan = planAgain(file, document)
  if (JSON.stringify(document.trials) !== JSON.stringify(describePlan(plan).trials)) {
    throw damaged(file, 'its trials are not those that its settings make')
  }
  return { plan, choices: { metric: document.metric, models: document.models } }
}

function describePlan({ question, trials }: SweepPlan) {
  const { config, fixed, axes, random, seeds, sweepSeed, holdOut } = question
  return {
    ...(config && { configFile: config.file, config: sorted(Object.entries(config.settings)) }),
    fixed: sorted([...fixed.values()].map(({ flag, value }) => [flag.name, value.text])),
    axes: axes.map(describeAxis),
    ...{ random, seeds, sweepSeed, holdOut },
    trials: trials.map(({ id, values, seed }) => {
      return { name: id, values: [...values.values()].map(({ text }) => text), seed }
    }),
  }
}

/** The order in which settings are given decides nothing. */
function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function describeAxis(axis: Axis): PlanDocument['axes'][number] {
  const setting = axis.flag.name
  if (axis.kind === 'range') return { setting, sample: formatRange(axis) }
  return { setting, values: axis.values.map(({ text }) => text) }
}

function identity(plan: SweepPlan): string {
  const { configFile: _, ...rest } = describePlan(plan)
  return JSON.stringify(rest)
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!isSystemError(error)) throw error
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw new Failure(`cannot read '${file}': ${systemErrorReason(error)}`, { cause: error })
  }
}

function parseDocument(file: string, text: string): PlanDocument {
  try {
    const parsed = documentSchema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    const { path: keys, message } = parsed.error.issues[0]!
    throw damaged(file, `${keys.join('.')}: ${message}`)
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(file, `not JSON: ${error.message}`)
    throw error
  }
}

function planAgain(file: string, document: PlanDocument): SweepPlan {
  const { configFile, config, fixed, axes, random, seeds, sweepSeed, holdOut } = document
  try {
    const question: SweepQuestion = {
      fixed: new Map(
        Object.entries(fixed).map(([name, text]) => {
          const flag = findSetting(name, 'fixed')
          return [flag.setting, { flag, value: readSetting(flag, text, `fixed.${name}`) }]
        }),
      ),
      ...(config && {
        config: { file: configFile ?? file, settings: parseConfig(config, { file, within: 'config' }) },
      }),
      axes: axes.map(axis => {
        const flag = findSetting(axis.setting, 'axes')
        const where = `axes, ${axis.setting}`
        return 'values' in axis ? listAxis(flag, axis.values, where) : rangeAxis(flag, axis.sample, where)
      }),
      ...{ random, seeds, sweepSeed, holdOut },
    }
    return planSweep(question)
  } catch (error) {
    if (error instanceof UsageError) throw damaged(file, error.message)
    throw error
  }
}

function damaged(file: string, what: string): Failure {
  return new Failure(`'${file}' is damaged, or of another version of blasnet: ${what}`)
}
