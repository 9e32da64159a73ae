import os from 'node:os'
import type { GradientCheckRecord, RunRecord } from '@blasnet/report'
import { writeCheck } from './check-file.ts'
import { checkTask } from './check-gradients.ts'
import { checkLabel, runLabel } from './labels.ts'
import { checkOutcome, runOutcome } from './outcomes.ts'
import type { Plan } from './plan.ts'
import type { PreparedCheck, PreparedRun, PreparedWork } from './prepare.ts'
import { runQueue } from './queue.ts'
import { ReportProgress, type WorkItem } from './report-progress.ts'
import type { Outcome, ReportReporter } from './reporter.ts'
import { reportRunFolder } from './run-files.ts'
import type { TakenOver } from './take-over.ts'
import { trainRun } from './train-run.ts'
import { checkWork, runWork } from './work.ts'

/** What has been done, in the order of the plan. */
export interface DoneWork {
  readonly runs: readonly RunRecord[]
  readonly checks: readonly GradientCheckRecord[]
}

export interface DoWorkOptions {
  readonly plan: Plan
  readonly prepared: PreparedWork
  readonly takenOver: TakenOver
  /** Of the report. */
  readonly folder: string
  readonly jobs: number
  readonly reporter: ReportReporter
  readonly header: readonly string[]
  readonly signal: AbortSignal
}

/** A piece of work and how to do it. */
interface Piece {
  readonly item: WorkItem
  /** @param threads that it may use while it validates */
  readonly perform: (signal: AbortSignal, threads: number) => Promise<Outcome>
}

/**
 * Trains and checks all that is not taken over, `jobs` pieces at a time, what takes longest first, so that no
 * processor is idle at the end. Everything stands on a thread of its own and depends on nothing else: results are the
 * same whatever `jobs` is.
 */
export async function doWork(options: DoWorkOptions): Promise<DoneWork> {
  const { plan, prepared, takenOver, jobs, reporter, header, signal } = options
  const runs = new Map(takenOver.runs)
  const checks = new Map(takenOver.checks)
  const pieces = new Map<WorkItem, Piece['perform']>()
  const update = (...args: Parameters<ReportProgress['update']>) => progress.update(...args)
  for (const each of prepared.runs.filter(({ run }) => !runs.has(run.id))) {
    const { item, perform } = runPiece(each, options, update, record => runs.set(each.run.id, record))
    pieces.set(item, perform)
  }
  for (const each of prepared.checks.filter(({ check }) => !checks.has(check.task.id))) {
    const estimate = (...args: Parameters<ReportProgress['estimated']>) => progress.estimated(...args)
    const { item, perform } = checkPiece(each, options, estimate, record => checks.set(each.check.task.id, record))
    pieces.set(item, perform)
  }
  const progress = new ReportProgress([...pieces.keys()], jobs)
  reporter.start(header, progress)
  const work = async (item: WorkItem, stop: AbortSignal) => {
    progress.started(item)
    const sideBySide = Math.min(jobs, progress.items.length - progress.ended)
    const threads = Math.max(1, Math.floor(os.availableParallelism() / sideBySide))
    const outcome = await pieces.get(item)!(stop, threads)
    progress.finished(item)
    reporter.ended(outcome)
  }
  await runQueue(progress.items, jobs, work, signal)
  return {
    runs: plan.runs.map(({ id, network, seed }) => {
      return runs.get(id) ?? { network: network.id, seed, status: 'missing' }
    }),
    checks: plan.checks.map(({ task }) => checks.get(task.id) ?? { task: task.id, status: 'missing' }),
  }
}

function runPiece(
  { run, data }: PreparedRun,
  { plan, folder }: DoWorkOptions,
  update: ReportProgress['update'],
  keep: (record: RunRecord) => void,
): Piece {
  const label = runLabel(run, plan)
  const item: WorkItem = { kind: 'run', id: run.id, label, network: run.network.id, work: runWork(run, data) }
  const perform = async (signal: AbortSignal, threads: number) => {
    const files = reportRunFolder(folder, run)
    const record = await trainRun(run, data, { files, signal, threads, onEvent: event => update(item, event) })
    keep(record)
    return runOutcome(label, record)
  }
  return { item, perform }
}

function checkPiece(
  { check, data }: PreparedCheck,
  { folder }: DoWorkOptions,
  estimate: ReportProgress['estimated'],
  keep: (record: GradientCheckRecord) => void,
): Piece {
  const label = checkLabel(check)
  const item: WorkItem = { kind: 'check', id: `check ${check.task.id}`, label, units: checkWork(check, data) }
  const perform = async (signal: AbortSignal) => {
    const record = await checkTask(check, data, { signal, onStart: ({ seconds }) => estimate(item, seconds) })
    if (record.status === 'finished') await writeCheck(folder, check, record)
    keep(record)
    return checkOutcome(label, record)
  }
  return { item, perform }
}
