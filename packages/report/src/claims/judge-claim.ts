import type { Claim } from '../catalogue/claim.ts'
import type { CheckOutcome } from './check-outcome.ts'
import type { Evidence } from './evidence.ts'
import { judgeCheck } from './judge-check.ts'
import { allOf, type Verdict } from './verdict.ts'

export interface JudgedClaim {
  readonly claim: Claim
  readonly verdict: Verdict
  readonly outcomes: readonly CheckOutcome[]
}

export function judgeClaim(claim: Claim, evidence: Evidence): JudgedClaim {
  const outcomes = claim.checks.map(check => judgeCheck(check, evidence))
  return { claim, verdict: allOf(outcomes.map(({ verdict }) => verdict)), outcomes }
}
