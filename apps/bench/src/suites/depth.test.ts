import { textBoxes } from '@blasnet/report/figures'
import { describe, expect, it } from 'vitest'
import { depthFigures } from '../figures/depth-figures.ts'
import { networkName } from '../measure/network-name.ts'
import { flopsPerSample } from '../measure/work.ts'
import type { Result } from '../results/document.ts'
import { textProblems } from '../testing/svg-texts.ts'
import { type DepthSetting, depthSettings } from './depth-settings.ts'
import { renderDepth } from './depth-table.ts'
import { growthOver } from './growth.ts'

const lists = {
  depths: [1, 2, 3, 5, 8, 12, 16, 20],
  widths: [64, 16, 256, 1024],
  batchSizes: [32, 1, 8, 128, 1024],
  dtypes: ['float32', 'float64'],
  threads: [1, 2],
} as const

/** As `bench depth` gives it, with times of 100 GFLOP/s a thread and a fixed cost of a microsecond. */
function results(settings: readonly DepthSetting[]): Result[] {
  const measured = settings.flatMap(setting =>
    (['training', 'inference'] as const).map((kind): Result => {
      const { depth, width, batchSize, dtype, threads } = setting
      const widths = [784, ...new Array<number>(depth).fill(width), 10]
      const flops = (batchSize * flopsPerSample(widths)) / (kind === 'training' ? 1 : 3)
      const seconds = 1e-6 + flops / 1e11 / threads
      const network = networkName(widths)
      return {
        id: `depth/${kind}/${network}/${batchSize}/${dtype}/${threads}`,
        suite: 'depth',
        setup: { kind, network, ...setting, activation: 'sigmoid', path: 'auto' },
        work: { samples: batchSize, steps: 1, flops, bytes: 1e5 },
        seconds: [seconds, seconds * 1.01, seconds * 0.99],
      }
    }),
  )
  const yardsticks = lists.threads.flatMap(threads => [
    ...lists.dtypes.map((dtype): Result => {
      const id = `depth/peak/gemm-2048/${dtype}/${threads}`
      const setup = { kind: 'gemm', size: 2048, dtype, threads }
      return { id, suite: 'depth', setup, work: { flops: 1.2e11 * threads }, seconds: [1, 1, 1] }
    }),
    {
      id: `depth/peak/copy/${threads}`,
      suite: 'depth' as const,
      setup: { kind: 'copy', threads },
      work: { bytes: 4e10 },
      seconds: [1, 1, 1],
    },
  ])
  return [...measured, ...yardsticks]
}

describe('depthSettings', () => {
  it('varies one thing at a time around the first of each list, depth aside', () => {
    const settings = depthSettings(lists, false)
    expect(settings).toHaveLength(8 * (4 + 4 + 1 + 1))
    expect(settings).toContainEqual({ depth: 20, width: 1024, batchSize: 32, dtype: 'float32', threads: 1 })
    expect(settings).not.toContainEqual({ depth: 20, width: 1024, batchSize: 1, dtype: 'float32', threads: 1 })
  })
  it('or everything with everything', () => {
    expect(depthSettings(lists, true)).toHaveLength(8 * 4 * 5 * 2 * 2)
  })
})

const all = results(depthSettings(lists, false))

describe('growthOver', () => {
  it('fits each group that differs in one thing alone', () => {
    const overWidth = growthOver(all, 'width')
    // Eight depths of two kinds.
    expect(overWidth).toHaveLength(16)
    const deep = overWidth.find(({ setup }) => setup.kind === 'training' && setup.depth === 20)!
    expect(deep.results.map(({ setup }) => setup.width)).toEqual([16, 64, 256, 1024])
    expect(deep.setup).not.toHaveProperty('width')
    expect(deep.flops.exponent).toBeGreaterThan(1.5)
    expect(deep.time.exponent).toBeLessThan(deep.flops.exponent)
    const overBatch = growthOver(all, 'batchSize')
    for (const { flops } of overBatch) expect(flops.exponent).toBeCloseTo(1, 10)
    // Two widths have no law.
    expect(growthOver(results(depthSettings({ ...lists, widths: [64, 128] }, false)), 'width')).toEqual([])
  })
})

describe('renderDepth', () => {
  const text = renderDepth(all)
  it('fits 100 columns', () => {
    for (const line of text.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100)
  })
  it('has a table for every kind, batch size, dtype and number of threads', () => {
    expect(text.match(/^(training|inference), batch .*$/gm)).toHaveLength(2 * (1 + 4 + 1 + 1))
    // 784-64-10, batch 32: 6.545 MFLOP at 100 GFLOP/s and a microsecond, of 120 GFLOP/s.
    expect(text).toMatch(/784-64-10 +66\.5 µs +0\.5 +482 +98\.5 +82\.1 +1\.50 +3\.76\n/)
    expect(text).toContain('dgemm 2048³, 2 threads: 240.0 GFLOP/s')
    expect(text).toMatch(/training +depth 1 … 20 +width 1024, batch 32, float32, t1 +1\.\d\d/)
  })
  it('makes do with what an interruption leaves', () => {
    expect(renderDepth(all.slice(0, 1))).toContain('784-64-10')
    expect(renderDepth([])).toBe('')
  })
})

describe('depthFigures', () => {
  const figures = depthFigures(all)
  it('are all there', () => {
    expect(figures.map(({ name }) => name)).toEqual([
      'depth-throughput',
      'depth-batches',
      'depth-share',
      'depth-growth-training',
      'depth-growth-inference',
    ])
  })
  it.each(figures)('$name: no text is cut off or covers another', ({ svg }) => {
    expect(textBoxes(svg).length).toBeGreaterThan(10)
    expect(textProblems(svg)).toEqual([])
  })
  it('name the laws', () => {
    expect(figures[3]?.svg).toMatch(/∝ width\^1\.\d\d, batch\^0\.\d\d/)
  })
  it('leave out what a few results do not show', () => {
    expect(depthFigures(all.slice(0, 2)).map(({ name }) => name)).toEqual(['depth-throughput', 'depth-batches'])
    expect(depthFigures([])).toEqual([])
  })
})
