import type { RunRecord } from '../input.ts'
import { thousands } from '../measures/format.ts'
import type { ReportContext } from './context.ts'
import { labelOf } from './context.ts'

/** What a report lacks, a sentence each; empty when nothing is. */
export function missingParts(context: ReportContext): string[] {
  return [...missingRuns(context), ...missingChecks(context), ...missingData(context)]
}

function missingRuns(context: ReportContext): string[] {
  const label = labelOf(context)
  return context.networks.flatMap(({ id }) => {
    const runs = context.runs.filter(({ network }) => network === id)
    const absent = runs.filter(({ status, history }) => status === 'missing' || (status === 'finished' && !history))
    const partial = runs.filter(({ status }) => status === 'interrupted' || status === 'failed')
    const all = absent.length === runs.length
    return [
      ...(absent.length > 0 ? [`**${label(id)}** was not trained${all ? '' : ` with ${seedsText(absent)}`}.`] : []),
      ...partial.map(run => `**${label(id)}**, seed ${run.seed}: ${endOf(run)}.`),
    ]
  })
}

function endOf({ status, message, history }: RunRecord): string {
  if (status === 'failed') return `training failed${message ? `: ${message.replace(/\.$/, '')}` : ''}`
  const steps = history?.trainLoss.length ?? 0
  return steps > 0
    ? `training was interrupted after ${thousands(steps)} steps`
    : 'training was interrupted at its start'
}

function missingChecks({ input, tasks }: ReportContext): string[] {
  return tasks.flatMap(task => {
    if (task.kind !== 'gradient-check') return []
    const record = input.gradientChecks?.find(check => check.task === task.id)
    if (record?.status === 'finished') return []
    if (record?.status === 'failed')
      return [
        `The gradient check of ${task.id} failed${record.message ? `: ${record.message.replace(/\.$/, '')}` : ''}.`,
      ]
    return [`The gradient check of ${task.id} was not made.`]
  })
}

function missingData({ input, tasks }: ReportContext): string[] {
  const task = tasks.find(({ kind }) => kind === 'normalisation')
  return task && !input.data ? [`The figures of the data for ${task.id} were not worked out.`] : []
}

function seedsText(runs: readonly RunRecord[]): string {
  const seeds = runs.map(({ seed }) => seed)
  return `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`
}
