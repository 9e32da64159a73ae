import type { Task } from '../catalogue/task.ts'
import { type JudgedClaim, judgeClaim } from '../claims/judge-claim.ts'
import { type JudgedExpectation, judgeExpected } from '../claims/judge-expected.ts'
import { evidenceFor, type ReportContext } from './context.ts'

export interface JudgedTask {
  readonly task: Task
  readonly claims: readonly JudgedClaim[]
}

/** The claims of every task, judged; tasks without claims are left out. */
export function judgeTasks(context: ReportContext): JudgedTask[] {
  return context.tasks.flatMap(task => {
    const evidence = evidenceFor(context, task)
    const claims = (task.claims ?? []).map(claim => judgeClaim(claim, evidence))
    return claims.length === 0 ? [] : [{ task, claims }]
  })
}

/** The numbers that sources report for the networks, judged where they have a tolerance. */
export function judgeExpectations(context: ReportContext): JudgedExpectation[] {
  const evidence = evidenceFor(context)
  return context.networks.flatMap(({ id, expected = [] }) => expected.map(one => judgeExpected(id, one, evidence)))
}
