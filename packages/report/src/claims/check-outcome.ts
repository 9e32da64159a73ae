import type { Check } from '../catalogue/claim.ts'
import type { Estimate } from './interval.ts'
import type { Verdict } from './verdict.ts'

/** What a check came to, with the figures that decide. */
export interface CheckOutcome {
  readonly check: Check
  readonly verdict: Verdict
  /** One sentence or more: values, difference, interval, seeds. */
  readonly figures: string
  /** The figure that decides, without names and values. */
  readonly brief: string
  /** The numbers of that sentence: of the difference, or of the value, that was compared. */
  readonly estimate?: Estimate
}
