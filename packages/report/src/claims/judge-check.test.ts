import { describe, expect, it } from 'vitest'
import type { Check } from '../catalogue/claim.ts'
import { evidenceOf, valuesOf } from '../testing/evidence.ts'
import { judgeCheck } from './judge-check.ts'

const accuracy = 'finalValidationAccuracy'
const greater: Check = { kind: 'greater', measure: accuracy, network: 'a', than: 'b' }

describe('greater and less', () => {
  it('are paired by seed: a steady difference shows through seeds that differ a lot', () => {
    const evidence = evidenceOf({
      a: valuesOf(accuracy, 0.911, 0.951, 0.931),
      b: valuesOf(accuracy, 0.901, 0.942, 0.92),
    })
    const { verdict, estimate, figures } = judgeCheck(greater, evidence)
    expect(verdict).toBe('reproduced')
    // Differences 0.010, 0.009, 0.011: mean 0.01, s = 0.001, t₂ = 4.303.
    expect(estimate!.mean).toBeCloseTo(0.01, 12)
    expect(estimate!.halfWidth).toBeCloseTo((4.303 * 0.001) / Math.sqrt(3), 12)
    expect(figures).toBe(
      'final validation accuracy: A 93.10 ± 2.00 %, B 92.10 ± 2.05 %; +1.00 points (95 % interval +0.75 to +1.25 points, 3 seeds)',
    )
  })

  it('are within noise where the seeds do not agree', () => {
    const evidence = evidenceOf({ a: valuesOf(accuracy, 0.95, 0.93), b: valuesOf(accuracy, 0.94, 0.94) })
    expect(judgeCheck(greater, evidence).verdict).toBe('within-noise')
  })

  it('with one seed go by the margin of the measure, 0.5 points', () => {
    const one = (a: number, b: number) =>
      judgeCheck(greater, evidenceOf({ a: valuesOf(accuracy, a), b: valuesOf(accuracy, b) }))
    expect(one(0.96, 0.954).verdict).toBe('reproduced')
    expect(one(0.96, 0.956).verdict).toBe('within-noise')
    expect(one(0.954, 0.96).verdict).toBe('not-reproduced')
    expect(one(0.96, 0.954).brief).toBe('+0.60 points (one seed, margin ±0.50 points)')
  })

  it('compare only the seeds that both have', () => {
    const evidence = evidenceOf({ a: valuesOf(accuracy, 0.96, 0.5, 0.5), b: valuesOf(accuracy, 0.92) })
    expect(judgeCheck(greater, evidence).estimate).toMatchObject({ count: 1, mean: expect.closeTo(0.04, 12) })
  })

  it('by a stated amount', () => {
    const evidence = evidenceOf({ a: valuesOf(accuracy, 0.96), b: valuesOf(accuracy, 0.93) })
    expect(judgeCheck({ ...greater, by: 0.02 }, evidence).verdict).toBe('reproduced')
    expect(judgeCheck({ ...greater, by: 0.04 }, evidence).verdict).toBe('not-reproduced')
    expect(judgeCheck({ ...greater, by: 0.04 }, evidence).figures).toMatch(/; expected over 4\.00 points more$/)
    expect(judgeCheck({ ...greater, by: -0.01 }, evidence).figures).toMatch(/; expected at most 1\.00 points less$/)
  })

  it('relative: shares of the other value', () => {
    const check: Check = { kind: 'less', measure: 'stepsTo90', network: 'a', than: 'b', by: 0.3, relative: true }
    const evidence = evidenceOf({ a: valuesOf('stepsTo90', 250, 260), b: valuesOf('stepsTo90', 500, 520) })
    const { verdict, brief } = judgeCheck(check, evidence)
    expect(verdict).toBe('reproduced')
    expect(brief).toBe('−50 % (95 % interval −50 to −50 %, 2 seeds)')
  })

  it('are open without a finished run, and say whose', () => {
    const outcome = judgeCheck(greater, evidenceOf({ a: valuesOf(accuracy, 0.9), b: [] }))
    expect(outcome).toMatchObject({ verdict: 'open', figures: 'no finished run of B' })
    const unmeasured: Check = { ...greater, measure: 'gradientRatio' }
    expect(judgeCheck(unmeasured, evidenceOf({ a: [{}], b: [{}] })).figures).toBe(
      'gradient, first layer against last was not measured',
    )
  })
})

describe('what never happened', () => {
  const less: Check = { kind: 'less', measure: 'stepsTo95', network: 'a', than: 'b' }

  it('takes more steps than anything that did', () => {
    const evidence = evidenceOf({
      a: valuesOf('stepsTo95', 1000, 1200),
      b: valuesOf('stepsTo95', undefined, undefined),
    })
    expect(judgeCheck(less, evidence)).toMatchObject({
      verdict: 'reproduced',
      brief: 'A 1,100 ± 141, B never; so in every seed',
      figures: 'steps to 95 % validation accuracy: A 1,100 ± 141, B never; so in every seed',
    })
    expect(judgeCheck({ ...less, kind: 'greater' }, evidence).verdict).toBe('not-reproduced')
  })

  it('decides nothing where the seeds do not agree, or neither got there', () => {
    const mixed = evidenceOf({ a: valuesOf('stepsTo95', 1000, undefined), b: valuesOf('stepsTo95', undefined, 900) })
    expect(judgeCheck(less, mixed).verdict).toBe('within-noise')
    const neither = evidenceOf({ a: valuesOf('stepsTo95', undefined), b: valuesOf('stepsTo95', undefined) })
    expect(judgeCheck(less, neither).verdict).toBe('within-noise')
  })

  it('counts against being about equal', () => {
    const check: Check = { kind: 'about-equal', measure: 'stepsTo95', network: 'a', to: 'b', tolerance: 500 }
    const evidence = evidenceOf({ a: valuesOf('stepsTo95', 1000), b: valuesOf('stepsTo95', undefined) })
    expect(judgeCheck(check, evidence).verdict).toBe('not-reproduced')
  })
})

describe('about-equal', () => {
  const check: Check = {
    kind: 'about-equal',
    measure: 'stopEpoch',
    network: 'a',
    to: 'b',
    tolerance: 0.2,
    relative: true,
  }

  it('needs the whole interval within the tolerance', () => {
    const close = evidenceOf({ a: valuesOf('stopEpoch', 45, 46, 44), b: valuesOf('stopEpoch', 46, 46, 45) })
    const wide = evidenceOf({ a: valuesOf('stopEpoch', 30, 46, 50), b: valuesOf('stopEpoch', 46, 46, 45) })
    const far = evidenceOf({ a: valuesOf('stopEpoch', 20, 21, 19), b: valuesOf('stopEpoch', 46, 46, 45) })
    expect(judgeCheck(check, close).verdict).toBe('reproduced')
    expect(judgeCheck(check, wide).verdict).toBe('within-noise')
    expect(judgeCheck(check, far).verdict).toBe('not-reproduced')
  })
})

describe('several networks', () => {
  const evidence = evidenceOf({
    a: valuesOf(accuracy, 0.91, 0.912),
    b: valuesOf(accuracy, 0.955, 0.956),
    c: valuesOf(accuracy, 0.97, 0.971),
  })

  it('order: every step up must show', () => {
    const order = (...networks: string[]): Check => ({ kind: 'order', measure: accuracy, networks })
    expect(judgeCheck(order('a', 'b', 'c'), evidence).verdict).toBe('reproduced')
    expect(judgeCheck(order('a', 'c', 'b'), evidence).verdict).toBe('not-reproduced')
    expect(judgeCheck(order('a', 'b', 'c'), evidence).brief).toBe(
      'A 91.10 ± 0.14 %, B 95.55 ± 0.07 %, C 97.05 ± 0.07 %',
    )
  })

  it('lowest and highest: against each of the others', () => {
    const among = { measure: accuracy, among: ['b', 'c'] } as const
    expect(judgeCheck({ kind: 'lowest', network: 'a', ...among, among: ['b', 'c'] }, evidence).verdict).toBe(
      'reproduced',
    )
    expect(judgeCheck({ kind: 'highest', network: 'a', ...among, among: ['b', 'c'] }, evidence).verdict).toBe(
      'not-reproduced',
    )
    expect(judgeCheck({ kind: 'highest', measure: accuracy, network: 'c', among: ['a', 'b'] }, evidence).verdict).toBe(
      'reproduced',
    )
    expect(judgeCheck({ kind: 'lowest', measure: accuracy, network: 'a', among: ['b', 'x'] }, evidence)).toMatchObject({
      verdict: 'open',
      figures: 'no finished run of X',
    })
  })
})

describe('one network', () => {
  it('near: exact where the tolerance is 0', () => {
    const check: Check = { kind: 'near', measure: 'parameters', network: 'a', value: 50880, tolerance: 0 }
    expect(judgeCheck(check, evidenceOf({ a: valuesOf('parameters', 50880) }))).toMatchObject({
      verdict: 'reproduced',
      figures: 'parameters of A: 50,880; expected 50,880',
    })
    expect(judgeCheck(check, evidenceOf({ a: valuesOf('parameters', 50816) })).verdict).toBe('not-reproduced')
  })

  it('near: the mean of the seeds with its interval', () => {
    const check: Check = { kind: 'near', measure: accuracy, network: 'a', value: 0.92, tolerance: 0.01 }
    const outcome = judgeCheck(check, evidenceOf({ a: valuesOf(accuracy, 0.918, 0.919, 0.92) }))
    expect(outcome.verdict).toBe('reproduced')
    expect(outcome.brief).toBe('91.90 % (95 % interval 91.65 to 92.15 %, 3 seeds); expected 92.00 % ± 1.00 points')
  })

  it('at-least, at-most and between', () => {
    const evidence = evidenceOf({ a: valuesOf('gradientRatio', 1e-5) })
    const at = { measure: 'gradientRatio', network: 'a' } as const
    expect(judgeCheck({ kind: 'at-most', ...at, value: 0.1 }, evidence).verdict).toBe('reproduced')
    expect(judgeCheck({ kind: 'at-least', ...at, value: 0.1 }, evidence).verdict).toBe('not-reproduced')
    expect(judgeCheck({ kind: 'between', ...at, low: 1e-6, high: 1e-4 }, evidence).verdict).toBe('reproduced')
    expect(judgeCheck({ kind: 'between', ...at, low: 1.2e-5, high: 1e-4 }, evidence).verdict).toBe('within-noise')
  })

  it('no share is said to reach beyond 100 %', () => {
    const check: Check = { kind: 'at-least', measure: 'finalTrainAccuracy', network: 'a', value: 0.99 }
    const outcome = judgeCheck(check, evidenceOf({ a: valuesOf('finalTrainAccuracy', 1, 0.998) }))
    expect(outcome.brief).toBe('99.90 % (95 % interval 98.63 to 100.00 %, 2 seeds); expected at least 99.00 %')
  })

  it('occurs and never: in all seeds, in some, in none', () => {
    const judge = (kind: 'occurs' | 'never', ...values: (number | undefined)[]) =>
      judgeCheck({ kind, measure: 'stepsTo95', network: 'a' }, evidenceOf({ a: valuesOf('stepsTo95', ...values) }))
        .verdict
    expect(judge('occurs', 500, 600)).toBe('reproduced')
    expect(judge('occurs', 500, undefined)).toBe('within-noise')
    expect(judge('occurs', undefined, undefined)).toBe('not-reproduced')
    expect(judge('never', undefined, undefined)).toBe('reproduced')
    expect(judge('never', 500, 600)).toBe('not-reproduced')
  })

  it('near a step that one seed never came to is not known', () => {
    const check: Check = { kind: 'near', measure: 'validationLossTurnStep', network: 'a', value: 5000, tolerance: 500 }
    const evidence = evidenceOf({ a: valuesOf('validationLossTurnStep', 5100, undefined) })
    expect(judgeCheck(check, evidence)).toMatchObject({
      verdict: 'within-noise',
      brief: '5,100 (never in 1 of 2); expected 5,000 ± 500',
    })
  })
})
