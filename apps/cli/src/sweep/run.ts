import { exitCode } from '../errors/report.ts'
import { UsageError } from '../errors/usage-error.ts'
import { chooseReporter } from '../report/choose-reporter.ts'
import type { ReportReporter } from '../report/reporter.ts'
import { onOutputClosed, writeJson, writeLine } from '../terminal/output.ts'
import { outputView } from '../terminal/view.ts'
import { type Interruption, unlessAborted, watchInterruption } from '../train/interruption.ts'
import { askedFor, checkResume } from './ask.ts'
import { doTrials } from './do-trials.ts'
import { printDryRun } from './dry-run.ts'
import { headerLines } from './header.ts'
import { lockFolder } from './lock-folder.ts'
import { planSweep, type SweepPlan } from './plan.ts'
import { readPlan, type SweepChoices, writePlan } from './plan-file.ts'
import { prepareTrials } from './prepare.ts'
import { rankGroups } from './rank.ts'
import type { SweepRequest } from './request.ts'
import { resultsJson } from './results-json.ts'
import { summaryLines } from './summary-lines.ts'
import { claimSweepFolder } from './sweep-folder.ts'
import { takeOver } from './take-over.ts'
import { writeResults } from './write-results.ts'

interface Context {
  readonly request: SweepRequest
  readonly plan: SweepPlan
  readonly choices: SweepChoices
  readonly folder: string
  readonly reporter: ReportReporter
  readonly interruption: Interruption
}

/**
 * Trains all trials of a sweep, or those that are missing, and says which is best. When it is interrupted, results of
 * what there is are written; before the first there are none.
 *
 * @returns the exit code: 0, or 128 + the number of the signal
 * @throws UsageError, Failure or BlasnetError
 */
export async function runSweep(request: SweepRequest): Promise<number> {
  const { plan, choices } = await planOf(request)
  if (request.dryRun) {
    printDryRun(plan, request.json)
    return exitCode.success
  }
  const reporter = chooseReporter(request)
  const interruption = watchInterruption(() => reporter.note('Stopping; once more quits without results'))
  onOutputClosed(() => {
    reporter.note('nobody reads the output any more: stopping')
    interruption.stop()
  })
  try {
    const claimed = await claimSweepFolder(plan, request.resume ?? request.out)
    let begun: boolean
    try {
      const { folder } = claimed
      begun = await sweepInto({ request, plan, choices, folder, reporter, interruption })
    } finally {
      await claimed.release()
    }
    reporter.finish()
    if (!begun && !request.quiet) process.stderr.write('blasnet: stopped before the first trial\n')
    return interruption.exitCode ?? exitCode.success
  } finally {
    reporter.finish()
    interruption.dispose()
  }
}

/** The plan of the folder to resume, or that of the flags. */
async function planOf(request: SweepRequest): Promise<{ plan: SweepPlan; choices: SweepChoices }> {
  const { resume, metric, models } = request
  if (resume === undefined) {
    const { question, choices } = await askedFor(request)
    return { plan: planSweep(question), choices }
  }
  checkResume(request)
  const found = await readPlan(resume)
  if (found === undefined) {
    throw new UsageError(`--resume: expected the folder of a sweep, received '${resume}', which has no sweep.json`)
  }
  const { plan, choices } = found
  return { plan, choices: { metric: metric ?? choices.metric, models: models ?? choices.models } }
}

/** Returns whether there was time to train anything. */
async function sweepInto(context: Context): Promise<boolean> {
  const unlock = await lockFolder(context.folder)
  try {
    return await trainAndReport(context)
  } finally {
    await unlock()
  }
}

async function trainAndReport(context: Context): Promise<boolean> {
  const { request, plan, choices, folder, reporter, interruption } = context
  const { signal } = interruption
  const start = performance.now()
  reporter.working('Loading data')
  const prepared = await unlessAborted(signal, prepareTrials(plan))
  if (prepared === undefined) return false
  await writePlan(folder, plan, choices)
  const takenOver = await unlessAborted(signal, takeOver(prepared, folder, choices.models))
  if (takenOver === undefined) return false
  const { style, columns } = outputView(request.json ? process.stderr : process.stdout)
  const facts = { plan, prepared, jobs: request.jobs, folder, remarks: takenOver.remarks }
  const header = headerLines({ ...facts, takenOver: takenOver.results.size }, style, columns)
  const deadline = start + (request.maxMinutes ?? Number.POSITIVE_INFINITY) * 60_000
  const results = await doTrials({ ...context, prepared, takenOver, jobs: request.jobs, deadline, header, signal })
  const ranking = rankGroups(results, choices.metric)
  reporter.working('Drawing the figure')
  const found = { plan, metric: choices.metric, results, ranking }
  const files = await writeResults(found, folder)
  reporter.finish()
  if (request.json) writeJson({ ...resultsJson(found), folder, files })
  else if (!request.quiet) {
    const seconds = (performance.now() - start) / 1000
    for (const line of ['', ...summaryLines({ ...found, folder, files, seconds }, outputView())]) writeLine(line)
  }
  return true
}
