import { describe, expect, it } from 'vitest'
import type { Result } from '../results/document.ts'
import { renderStep } from './step-table.ts'

const step = (threads: number, seconds: number[]): Result => ({
  id: `step/${threads}`,
  suite: 'step',
  setup: {
    kind: 'training',
    network: '784-64-10',
    batchSize: 32,
    dtype: 'float32',
    momentum: 0.9,
    threads,
    path: 'auto',
  },
  work: { samples: 20_000, steps: 625, flops: 20_000 * 204_544 },
  seconds,
})
const peak: Result = {
  id: 'step/peak',
  suite: 'step',
  setup: { kind: 'gemm', size: 2048, dtype: 'float32', threads: 1 },
  work: { flops: 2 * 2048 ** 3 },
  seconds: [0.16, 0.16, 0.16],
}

describe('renderStep', () => {
  it('shows steps beside the product of as many threads', () => {
    const text = renderStep([step(1, [0.02, 0.022, 0.021]), step(2, [0.01, 0.01, 0.01]), peak])
    expect(text).toContain('784-64-10, batch 32, float32, momentum 0.9, 204.5 kFLOP a sample, 3 rounds in turn')
    // 625 steps in 21 ms; 194.8 of 107.4 GFLOP/s.
    expect(text).toMatch(/auto +1 +33\.6 +32\.8 – 34\.4 +952\.4 +194\.8 +181\.4 +177\.3 – 186\.0\n/)
    expect(text).toMatch(/auto +2 +16\.0 +16\.0 – 16\.0 +2000\.0 +409\.1\n/)
    expect(text).toMatch(/sgemm 2048³ +1 +107\.4\n/)
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(100)
  })
  it('makes do with what an interruption leaves', () => {
    expect(renderStep([peak])).toContain('sgemm')
    expect(renderStep([])).toBe('')
  })
})
