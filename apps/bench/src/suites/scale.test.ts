import { describe, expect, it } from 'vitest'
import { scaleFigures } from '../figures/scale-figure.ts'
import type { Result } from '../results/document.ts'
import { textProblems } from '../testing/svg-texts.ts'
import { renderScale } from './scale-table.ts'

const networks = ['784-64-10', '784-64x10-10', '784-800-800-10']
const one = (setup: Result['setup'], speed: number, more: Partial<Result> = {}): Result => ({
  id: JSON.stringify(setup),
  suite: 'scale',
  setup: { dtype: 'float32', ...setup },
  work: { samples: 1e6 * speed, steps: 10 },
  seconds: [1, 1, 1],
  ...more,
})
const results = networks.flatMap(network => [
  ...[1, 2, 4, 8, 16].map(threads =>
    one({ kind: 'training', network, batchSize: 32, threads }, threads ** 0.7, { notes: { threadsUsed: threads } }),
  ),
  ...[1, 2, 16].map(threads => one({ kind: 'evaluation', network, threads, path: 'auto' }, threads * 2)),
  one({ kind: 'evaluation', network, threads: 1, path: 'dense' }, 0.5),
  ...[1, 16, 32].map(count =>
    one({ kind: 'many', network, batchSize: 32, networks: count, threads: 1 }, Math.min(count, 16) * 0.9, {
      notes: { cores: 16 },
    }),
  ),
])

describe('renderScale', () => {
  const text = renderScale(results)
  it('fits 100 columns', () => {
    for (const line of text.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100)
  })
  it('compares with one thread and one network, and with what the cores promise', () => {
    expect(text).toMatch(/784-64-10, batch 32 +4 +4 +2,639 +0\.0 +2\.64 +66\.0\n/)
    expect(text).toMatch(/784-64-10 +16 +32,000 +0\.0 +16\.00 +100\n/)
    // The dense pass is a yardstick of its own.
    expect(text).toMatch(/784-64-10, dense +1 +500 +0\.0 +1\.00 +100\n/)
    expect(text).toMatch(/784-64-10, batch 32 +32 +14,400 +0\.0 +16\.00 +100\n/)
  })
  it('has no ratio where what it would be of is missing', () => {
    expect(renderScale([results[1]!])).toMatch(/784-64-10, batch 32 +2 +2 +1,625 +0\.0\n/)
  })
})

describe('scaleFigures', () => {
  it('draws three panels without a text over another', () => {
    const [figure] = scaleFigures(results)
    expect(figure?.name).toBe('scale')
    expect(textProblems(figure?.svg ?? '')).toEqual([])
    for (const title of ['training', 'evaluation', 'networks at once'])
      expect(figure?.svg).toContain(`>${title}</text>`)
    expect(scaleFigures([])).toEqual([])
  })
})
