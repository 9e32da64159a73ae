import { networkConfig } from '../catalogue/select.ts'
import type { Task } from '../catalogue/task.ts'
import type { JudgedExpectation } from '../claims/judge-expected.ts'
import { depthFinding } from '../depth/finding.ts'
import type { ReportContext } from '../document/context.ts'
import type { JudgedTask } from '../document/judge.ts'
import { missingParts } from '../document/missing.ts'
import { validFindings } from '../document/sections/task-section.ts'
import { spreads } from '../measures/over-seeds.ts'

/**
 * What `report.json` holds: every number of the report. Everything that differs when the same work is done again, the
 * clock and who was resumed, stands under `times` and nowhere else. Keys keep their order.
 */
export function reportJson(
  context: ReportContext,
  judged: readonly JudgedTask[],
  expectations: readonly JudgedExpectation[],
): object {
  const { input, tasks } = context
  const missing = missingParts(context).map(sentence => sentence.replaceAll('**', ''))
  return {
    format: 1,
    title: input.catalogue.title,
    complete: missing.length === 0,
    missing,
    seeds: input.seeds,
    machine: input.machine ?? null,
    networks: context.networks.map(network => networkJson(context, network.id, expectations)),
    tasks: tasks.map(task => ({
      id: task.id,
      ...(task.also && { also: task.also }),
      kind: task.kind,
      title: task.title,
      ...taskJson(context, task),
      claims: claimsJson(judged, task),
      findings: validFindings(task, judged.find(one => one.task.id === task.id)?.claims ?? []),
    })),
    verdicts: verdictCounts(judged),
    times: timesJson(context),
  }
}

function networkJson(context: ReportContext, id: string, expectations: readonly JudgedExpectation[]) {
  const network = context.networks.find(one => one.id === id)!
  const measured = context.measured.get(id)!
  return {
    id,
    label: network.label,
    role: network.role ?? 'main',
    config: networkConfig(context.input.catalogue, network),
    measures: spreads(measured),
    runs: context.runs
      .filter(run => run.network === id)
      .map(({ seed, status, message, folder, history, layers, diagnostics }) => ({
        seed,
        status,
        ...(message && { message }),
        ...(folder && { folder }),
        ...(history && { stopped: history.stopped }),
        measures: measured.runs.find(run => run.seed === seed)?.measures ?? {},
        ...(layers && diagnostics && { depth: depthFinding(layers, diagnostics) }),
      })),
    expected: expectations
      .filter(one => one.network === id)
      .map(({ expected, verdict }) => ({ ...expected, verdict: verdict ?? null })),
  }
}

function claimsJson(judged: readonly JudgedTask[], { id }: Task) {
  const claims = judged.find(({ task }) => task.id === id)?.claims ?? []
  return claims.map(({ claim, verdict, outcomes }) => ({
    id: claim.id,
    statement: claim.statement,
    source: claim.source ?? null,
    verdict,
    checks: outcomes.map(({ check, verdict: own, figures, estimate }) => ({
      ...check,
      verdict: own,
      figures,
      estimate: estimate ?? null,
    })),
  }))
}

function taskJson({ input }: ReportContext, task: Task): object {
  if (task.kind === 'normalisation') {
    if (!input.data) return { data: null }
    const { images: _, ...data } = input.data
    return { data }
  }
  if (task.kind === 'gradient-check') {
    const record = input.gradientChecks?.find(check => check.task === task.id)
    if (record?.status !== 'finished') return { check: null }
    const { task: _task, seconds: _seconds, ...check } = record
    return { check }
  }
  return 'networks' in task ? { networks: task.networks } : {}
}

export function verdictCounts(judged: readonly JudgedTask[]) {
  const verdicts = judged.flatMap(({ claims }) => claims.map(({ verdict }) => verdict))
  const count = (wanted: string) => verdicts.filter(verdict => verdict === wanted).length
  return {
    reproduced: count('reproduced'),
    withinNoise: count('within-noise'),
    notReproduced: count('not-reproduced'),
    open: count('open'),
  }
}

function timesJson({ input, runs }: ReportContext) {
  return {
    startedAt: input.startedAt ?? null,
    seconds: input.seconds?.total ?? null,
    jobs: input.jobs ?? null,
    interrupted: input.interrupted ?? false,
    runs: runs.flatMap(({ network, seed, history, resumed }) => {
      return history ? [{ network, seed, resumed: resumed ?? false, seconds: history.seconds }] : []
    }),
    gradientChecks: (input.gradientChecks ?? []).flatMap(check => {
      return check.status === 'finished' ? [{ task: check.task, seconds: check.seconds }] : []
    }),
  }
}
