import type { Expected } from '../catalogue/expected.ts'
import type { CheckOutcome } from './check-outcome.ts'
import type { Evidence } from './evidence.ts'
import { judgeCheck } from './judge-check.ts'
import type { Verdict } from './verdict.ts'

export interface JudgedExpectation {
  readonly network: string
  readonly expected: Expected
  /** Absent where no tolerance is given: the number only stands beside the measured one. */
  readonly outcome?: CheckOutcome
  readonly verdict?: Verdict
}

/** Whether the measured mean lies within the tolerance of what a source reports. */
export function judgeExpected(network: string, expected: Expected, evidence: Evidence): JudgedExpectation {
  const { measure, value, tolerance } = expected
  if (tolerance === undefined) return { network, expected }
  const outcome = judgeCheck({ kind: 'near', measure, network, value, tolerance }, evidence)
  return { network, expected, outcome, verdict: outcome.verdict }
}
