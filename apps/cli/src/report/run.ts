import { readFile } from 'node:fs/promises'
import { buildReport, type ReportInput, type ReportResult } from '@blasnet/report'
import { exitCode } from '../errors/report.ts'
import { onOutputClosed, write } from '../terminal/output.ts'
import { outputView } from '../terminal/view.ts'
import { type Interruption, unlessAborted, watchInterruption } from '../train/interruption.ts'
import { describeMachine } from '../train/machine.ts'
import { chooseReporter } from './choose-reporter.ts'
import { describeData } from './describe-data.ts'
import { type DoneWork, doWork } from './do-work.ts'
import { headerLines } from './header.ts'
import { loadCatalogue } from './load-catalogue.ts'
import { type Plan, planReport } from './plan.ts'
import { type PreparedWork, prepareWork } from './prepare.ts'
import { printSummary } from './print-summary.ts'
import { claimReportFolder } from './report-folder.ts'
import type { ReportReporter } from './reporter.ts'
import type { ReportRequest } from './request.ts'
import { resumeCommand } from './resume-command.ts'
import { nothingTakenOver, takeOver } from './take-over.ts'

interface Context {
  readonly request: ReportRequest
  readonly plan: Plan
  readonly folder: string
  readonly reporter: ReportReporter
  readonly interruption: Interruption
}

/**
 * Trains all networks of a catalogue, writes the report and prints its end. When it is interrupted, a report of what
 * there is is written, which says what is missing; before the first result nothing is.
 *
 * @returns the exit code: 0, 1 when a network could not be trained, or 128 + the number of the signal
 * @throws UsageError, Failure or BlasnetError
 */
export async function runReport(request: ReportRequest): Promise<number> {
  const reporter = chooseReporter(request)
  const interruption = watchInterruption(() => reporter.note('Stopping; once more quits without a report'))
  onOutputClosed(() => {
    reporter.note('nobody reads the output any more: stopping')
    interruption.stop()
  })
  try {
    const plan = planReport(await loadCatalogue(request.catalogue), request)
    const claimed = await claimReportFolder(request)
    let failed: boolean | undefined
    try {
      failed = await reportInto({ request, plan, folder: claimed.folder, reporter, interruption })
    } finally {
      await claimed.release()
    }
    reporter.finish()
    if (failed === undefined && !request.quiet) {
      process.stderr.write('blasnet: stopped before the first result: no report was written\n')
    }
    return interruption.exitCode ?? (failed ? exitCode.failure : exitCode.success)
  } finally {
    reporter.finish()
    interruption.dispose()
  }
}

/** Returns whether anything failed; undefined when there was nothing to report. */
async function reportInto(context: Context): Promise<boolean | undefined> {
  const { request, plan, folder, reporter, interruption } = context
  const { signal } = interruption
  const startedAt = new Date()
  const start = performance.now()
  reporter.working('Loading data')
  const prepared = await unlessAborted(signal, prepareWork(plan))
  if (prepared === undefined) return undefined
  const takenOver = request.resume ? await unlessAborted(signal, takeOver(prepared, folder)) : nothingTakenOver
  if (takenOver === undefined) return undefined
  const { style, columns } = outputView(request.json ? process.stderr : process.stdout)
  const facts = { plan, jobs: request.jobs, folder, takenOver: takenOver.runs.size, remarks: takenOver.remarks }
  const header = headerLines(facts, style, columns)
  const done = await doWork({ ...context, prepared, takenOver, jobs: request.jobs, header, signal })
  const interrupted = isUnfinished(done)
  if (interrupted && !hasResults(done)) return undefined

  const seconds = (performance.now() - start) / 1000
  reporter.working('Drawing figures, writing the page')
  const input = {
    ...reportInput(context, prepared, done),
    startedAt: startedAt.toISOString(),
    seconds: { total: seconds },
  }
  const result = await buildReport(interrupted ? { ...input, ...continuation(context) } : input, folder)
  reporter.finish()
  await print(result, { context, input, seconds: (performance.now() - start) / 1000, interrupted })
  return [...done.runs, ...done.checks].some(({ status }) => status === 'failed')
}

/** What an interruption has left undone. */
function isUnfinished({ runs, checks }: DoneWork): boolean {
  return [...runs, ...checks].some(({ status }) => status === 'missing' || status === 'interrupted')
}

function hasResults({ runs, checks }: DoneWork): boolean {
  return (
    runs.some(({ history, status }) => history !== undefined || status === 'failed') ||
    checks.some(({ status }) => status === 'finished' || status === 'failed')
  )
}

function reportInput({ request, plan }: Context, { described }: PreparedWork, { runs, checks }: DoneWork): ReportInput {
  return {
    catalogue: plan.catalogue,
    ...(request.only && { only: request.only }),
    seeds: plan.seeds,
    runs,
    gradientChecks: checks,
    ...(described && { data: describeData(described) }),
    machine: describeMachine(),
    jobs: request.jobs,
  }
}

function continuation({ request, folder }: Context): Pick<ReportInput, 'interrupted' | 'resumeCommand'> {
  return { interrupted: true, resumeCommand: resumeCommand(request, folder) }
}

interface Printed {
  readonly context: Context
  readonly input: ReportInput
  readonly seconds: number
  readonly interrupted: boolean
}

async function print(result: ReportResult, { context, input, seconds, interrupted }: Printed): Promise<void> {
  const { request, folder } = context
  if (request.json) write(await readFile(result.files.json, 'utf8'))
  else if (!request.quiet) {
    const resume = interrupted ? resumeCommand(request, folder) : undefined
    printSummary({ result, runs: input.runs, seconds, resume })
  }
}
