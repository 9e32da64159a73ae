import type { Check } from '../catalogue/claim.ts'
import { formatMeasure, formatWidth } from '../measures/format.ts'
import type { CheckOutcome } from './check-outcome.ts'
import type { Evidence } from './evidence.ts'
import type { Region } from './interval.ts'
import { judgeComparison, judgeSeveral } from './judge-comparison.ts'
import { judgeOccurrence, judgeSingle, type Single } from './judge-single.ts'
import { percentWidth } from './words.ts'

const above = (low: number): Region => ({ low, high: Number.POSITIVE_INFINITY, open: true })
const below = (high: number): Region => ({ low: Number.NEGATIVE_INFINITY, high, open: true })

/** Turns a check into a region, and compares what was measured with it. */
export function judgeCheck(check: Check, evidence: Evidence): CheckOutcome {
  switch (check.kind) {
    case 'greater':
      return judgeComparison(check, check.than, above(check.by ?? 0), evidence)
    case 'less':
      return judgeComparison(check, check.than, below(-(check.by ?? 0)), evidence)
    case 'about-equal':
      return judgeComparison(check, check.to, { low: -check.tolerance, high: check.tolerance }, evidence)
    case 'order': {
      const ids = check.networks
      const pairs = ids.slice(1).map((first, index) => ({ first, second: ids[index]!, region: above(0) }))
      return judgeSeveral(check, pairs, evidence)
    }
    case 'lowest':
    case 'highest': {
      const region = check.kind === 'lowest' ? below(0) : above(0)
      const pairs = check.among.map(second => ({ first: check.network, second, region }))
      return judgeSeveral(check, pairs, evidence)
    }
    case 'near':
      return judgeNear(check, evidence)
    case 'at-least': {
      const wanted = `expected at least ${formatMeasure(check.measure, check.value)}`
      return judgeSingle(check, { low: check.value, high: Number.POSITIVE_INFINITY }, wanted, evidence)
    }
    case 'at-most': {
      const wanted = `expected at most ${formatMeasure(check.measure, check.value)}`
      return judgeSingle(check, { low: Number.NEGATIVE_INFINITY, high: check.value }, wanted, evidence)
    }
    case 'between': {
      const [low, high] = [check.low, check.high].map(value => formatMeasure(check.measure, value))
      return judgeSingle(check, check, `expected between ${low} and ${high}`, evidence)
    }
    case 'occurs':
    case 'never':
      return judgeOccurrence(check, evidence)
  }
}

function judgeNear(check: Extract<Single, { kind: 'near' }>, evidence: Evidence): CheckOutcome {
  const { measure, value, tolerance, relative } = check
  const width = relative ? Math.abs(value) * tolerance : tolerance
  const around = relative ? percentWidth(tolerance) : formatWidth(measure, width)
  const wanted = `expected ${formatMeasure(measure, value)}${width === 0 ? '' : ` ± ${around}`}`
  return judgeSingle(check, { low: value - width, high: value + width }, wanted, evidence)
}
