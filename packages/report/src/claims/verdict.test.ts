import { describe, expect, it } from 'vitest'
import { evidenceOf, valuesOf } from '../testing/evidence.ts'
import { judgeClaim } from './judge-claim.ts'
import { judgeExpected } from './judge-expected.ts'
import { allOf } from './verdict.ts'

describe('allOf', () => {
  it('one that fails decides, one that is open leaves it open', () => {
    expect(allOf(['reproduced', 'reproduced'])).toBe('reproduced')
    expect(allOf(['reproduced', 'within-noise'])).toBe('within-noise')
    expect(allOf(['within-noise', 'open'])).toBe('open')
    expect(allOf(['open', 'not-reproduced', 'reproduced'])).toBe('not-reproduced')
  })
})

describe('judgeClaim', () => {
  it('holds when all its checks do', () => {
    const evidence = evidenceOf({ a: valuesOf('stopEpoch', 14), b: valuesOf('stopEpoch', 40) })
    const claim = {
      id: 'c',
      statement: 's',
      checks: [
        { kind: 'less' as const, measure: 'stopEpoch' as const, network: 'a', than: 'b' },
        { kind: 'near' as const, measure: 'stopEpoch' as const, network: 'a', value: 20, tolerance: 1 },
      ],
    }
    const judged = judgeClaim(claim, evidence)
    expect(judged.outcomes.map(({ verdict }) => verdict)).toEqual(['reproduced', 'not-reproduced'])
    expect(judged.verdict).toBe('not-reproduced')
  })
})

describe('judgeExpected', () => {
  it('passes a verdict only where there is a tolerance', () => {
    const evidence = evidenceOf({ a: valuesOf('finalValidationAccuracy', 0.9188, 0.9192, 0.919) })
    const number = { source: 'numpy', measure: 'finalValidationAccuracy' as const, value: 0.918 }
    expect(judgeExpected('a', { ...number, tolerance: 0.007 }, evidence).verdict).toBe('reproduced')
    expect(judgeExpected('a', { ...number, value: 0.95, tolerance: 0.007 }, evidence).verdict).toBe('not-reproduced')
    expect(judgeExpected('a', number, evidence)).toEqual({ network: 'a', expected: number })
  })
})
