import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { GradientCheckRecord } from '@blasnet/report'
import { isNamedSource } from '../data/source.ts'
import { jsonChunks } from '../train/json-chunks.ts'
import { makeFolders } from '../train/make-folders.ts'
import { writeAtomically, writeFailure } from '../train/write-atomically.ts'
import type { PlannedCheck } from './plan.ts'

/** Where the result of a gradient check is kept, for a report that goes on. */
function checkFile(report: string, { task }: PlannedCheck): string {
  return path.join(report, 'gradient-checks', `${task.id}.json`)
}

/** What decides the result: a check of anything else is another one. */
function question({ settings, samples, epsilon, parameters }: PlannedCheck) {
  const { data, trainSamples, hidden, activation, initializer, biasInitializer, seed } = settings
  const source = isNamedSource(data) ? data : path.resolve(data)
  return {
    ...{ data: source, trainSamples, hidden, activation, initializer },
    // Files of before there was such a setting mean the default.
    ...(biasInitializer !== 'default' && { biasInitializer }),
    ...{ seed, samples, epsilon, parameters },
  }
}

export async function writeCheck(report: string, check: PlannedCheck, record: GradientCheckRecord): Promise<void> {
  const file = checkFile(report, check)
  try {
    await makeFolders(path.dirname(file))
  } catch (error) {
    throw writeFailure(path.dirname(file), error)
  }
  await writeAtomically(file, jsonChunks({ question: question(check), record }))
}

/** The result of an earlier report, when it answers the same question; undefined when there is none, or half of one. */
export async function readCheck(report: string, check: PlannedCheck): Promise<GradientCheckRecord | undefined> {
  try {
    const { question: asked, record } = JSON.parse(await readFile(checkFile(report, check), 'utf8'))
    if (JSON.stringify(asked) !== JSON.stringify(question(check))) return undefined
    return record.task === check.task.id && record.status === 'finished' ? record : undefined
  } catch {
    return undefined
  }
}
