import { runOutcome } from '../report/outcomes.ts'
import { runQueue } from '../report/queue.ts'
import { ReportProgress, type WorkItem } from '../report/report-progress.ts'
import type { ReportReporter } from '../report/reporter.ts'
import { reportRunFolder } from '../report/run-files.ts'
import { trainRun } from '../report/train-run.ts'
import { runWork } from '../report/work.ts'
import { removeDiverged, writeDiverged } from './diverged-file.ts'
import type { SweepPlan } from './plan.ts'
import type { SweepChoices } from './plan-file.ts'
import type { PreparedTrial } from './prepare.ts'
import { progressRemarks } from './progress-remarks.ts'
import type { TakenOver } from './take-over.ts'
import { trainable } from './trainable.ts'
import { resultOf, type TrialResult } from './trial-result.ts'

export interface DoTrialsOptions {
  readonly plan: SweepPlan
  readonly prepared: readonly PreparedTrial[]
  readonly takenOver: TakenOver
  readonly choices: SweepChoices
  /** Of the sweep. */
  readonly folder: string
  readonly jobs: number
  /** No trial is begun later than this, by `performance.now()`. */
  readonly deadline: number
  readonly reporter: ReportReporter
  readonly header: readonly string[]
  readonly signal: AbortSignal
}

/**
 * Trains every trial that is not taken over, `jobs` at a time, each on one thread of its own, what takes longest first.
 * Results are the same whatever `jobs` is.
 *
 * @returns a result for each trial, in the order of the plan
 */
export async function doTrials(options: DoTrialsOptions): Promise<TrialResult[]> {
  const { plan, prepared, takenOver, choices, jobs, deadline, reporter, header, signal } = options
  const results = new Map(takenOver.results)
  const waiting = new Map<WorkItem, PreparedTrial>()
  for (const each of prepared.filter(({ trial }) => !results.has(trial.id))) waiting.set(workItem(each), each)
  const progress = new ReportProgress([...waiting.keys()], jobs)
  const remark = () => {
    progress.remarks = progressRemarks(progress, [...results.values()], choices.metric)
  }
  remark()
  reporter.start(header, progress)
  const work = async (item: WorkItem, stop: AbortSignal) => {
    progress.started(item)
    remark()
    const each = waiting.get(item)!
    const { result, record } = await trainTrial(each, item, progress, { ...options, signal: stop })
    results.set(each.trial.id, result)
    progress.finished(item)
    remark()
    reporter.ended(runOutcome(item.label, record))
  }
  await runQueue(until(deadline, progress.items), jobs, work, signal)
  return plan.trials.map(trial => results.get(trial.id) ?? { kind: 'missing', trial })
}

function workItem({ trial, data }: PreparedTrial): Extract<WorkItem, { kind: 'run' }> {
  const { network } = trainable(trial, false)
  const work = runWork({ network, settings: trial.settings }, data)
  return { kind: 'run', id: trial.id, label: trial.label, network: network.id, work }
}

async function trainTrial(
  { trial, data }: PreparedTrial,
  item: WorkItem,
  progress: ReportProgress,
  { folder, choices, signal }: DoTrialsOptions,
) {
  const files = reportRunFolder(folder, trial)
  await removeDiverged(files)
  const record = await trainRun(trainable(trial, choices.models), data, {
    ...{ files, signal, threads: 1, onEvent: event => progress.update(item, event) },
    notes: { heldOut: { trainingImages: data.validation.count } },
  })
  const message = record.message ?? 'diverged'
  if (record.status === 'failed') await writeDiverged(files, data.settings, message)
  const result: TrialResult =
    record.status === 'finished' && record.history !== undefined
      ? resultOf(trial, record.history)
      : record.status === 'failed'
        ? { kind: 'diverged', trial, message }
        : { kind: 'missing', trial }
  return { result, record }
}

/** Items until the time is up. */
function* until<T>(deadline: number, items: readonly T[]): Generator<T> {
  for (const item of items) {
    if (performance.now() > deadline) return
    yield item
  }
}
