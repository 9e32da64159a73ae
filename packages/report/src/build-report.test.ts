import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { OptionError } from '@blasnet/check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildReport } from './build-report.ts'
import type { ReportInput } from './input.ts'
import { studyInput } from './testing/study-input.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'report-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function jsonOf(input: ReportInput, name: string): Promise<Record<string, unknown>> {
  const { files } = await buildReport(input, path.join(folder, name))
  return JSON.parse(await readFile(files.json, 'utf8'))
}

describe('buildReport', () => {
  it('writes page, Markdown, JSON and every figure twice, and nothing else', async () => {
    const out = path.join(folder, 'deep', 'whole')
    const result = await buildReport(await studyInput(), out)
    expect(result.files.page).toBe(path.join(out, 'index.html'))
    expect((await readdir(out)).sort()).toEqual(['figures', 'index.html', 'report.json', 'report.md'])
    const figures = await readdir(path.join(out, 'figures'))
    expect(figures).toHaveLength(46)
    expect(result.files.figures.map(file => path.basename(file)).sort()).toEqual(figures.sort())
    expect(result.missing).toEqual([])
    expect(result.summary.rows).toHaveLength(8)
    const { reproduced, withinNoise, notReproduced, open } = result.verdicts
    expect(open).toBe(0)
    expect(reproduced + withinNoise + notReproduced).toBe(38)
  })

  it('replaces an older report and leaves runs alone', async () => {
    const out = path.join(folder, 'again')
    await buildReport(await studyInput({ only: ['1'] }), out)
    await writeFile(path.join(out, 'kept.txt'), 'mine')
    await buildReport(await studyInput({ only: ['2b'] }), out)
    expect(await readFile(path.join(out, 'report.md'), 'utf8')).toContain('## Task 2b')
    expect(await readFile(path.join(out, 'kept.txt'), 'utf8')).toBe('mine')
    expect((await readdir(out)).filter(name => name.endsWith('.tmp'))).toEqual([])
  })

  it('refuses a task that does not exist before it writes anything', async () => {
    const out = path.join(folder, 'never')
    await expect(buildReport(await studyInput({ only: ['5'] }), out)).rejects.toThrow(OptionError)
    await expect(readdir(out)).rejects.toThrow('ENOENT')
  })
})

describe('report.json', () => {
  it('is the same whatever the order of the runs, their times and what was resumed', async () => {
    const input = await studyInput({ seeds: [1, 2], only: ['3', '4e'] })
    const { times: first, ...one } = await jsonOf(input, 'one')
    const other: ReportInput = {
      ...input,
      runs: input.runs.toReversed().map(run => ({
        ...run,
        resumed: true,
        history: { ...run.history!, seconds: { total: 99, training: 90, validation: 9 } },
      })),
      jobs: 1,
      seconds: { total: 1234 },
      startedAt: '2027-01-01T00:00:00.000Z',
    }
    const { times: second, ...two } = await jsonOf(other, 'two')
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
    expect(second).not.toEqual(first)
  })

  it('has every number of the report', async () => {
    const input = await studyInput({ seeds: [1, 2] })
    const json = await jsonOf(input, 'numbers')
    expect(Object.keys(json)).toEqual([
      'format',
      'title',
      'complete',
      'missing',
      'seeds',
      'machine',
      'networks',
      'tasks',
      'verdicts',
      'times',
    ])
    const networks = json.networks as {
      id: string
      measures: Record<string, { mean: number; count: number }>
      runs: unknown[]
      expected: unknown[]
    }[]
    expect(networks.map(({ id }) => id)).toEqual(input.catalogue.networks.map(({ id }) => id))
    expect(networks[0]!.measures.parameters).toEqual({ mean: 50_880, standardDeviation: 0, count: 2 })
    expect(networks[0]!.measures.finalValidationAccuracy!.mean).toBeCloseTo(0.918, 2)
    expect(networks[0]!.runs).toHaveLength(2)
    expect(networks[0]!.expected).toContainEqual({
      source: 'numpy',
      measure: 'finalValidationAccuracy',
      value: 0.918,
      tolerance: 0.007,
      verdict: expect.any(String),
    })
    const tasks = json.tasks as {
      id: string
      check?: { largestDifference: number; seconds?: number }
      claims: { checks: { figures: string }[] }[]
    }[]
    expect(tasks.find(({ id }) => id === '2b')!.check).toMatchObject({ largestDifference: 2.05e-8 })
    expect(tasks.find(({ id }) => id === '2b')!.check).not.toHaveProperty('seconds')
    expect(tasks.find(({ id }) => id === '3')!.claims[0]!.checks[0]!.figures).toContain('final validation accuracy: ')
    const times = json.times as { runs: { network: string; seconds: { total: number } }[] }
    expect(times.runs).toHaveLength(input.runs.length)
    // Without the times nothing in it speaks of seconds.
    expect(JSON.stringify({ ...json, times: undefined })).not.toContain('"seconds"')
  })

  it('of a partial report says what is missing', async () => {
    const input = await studyInput({ only: ['2c'] })
    const json = await jsonOf({ ...input, runs: [] }, 'partial')
    expect(json).toMatchObject({ complete: false, missing: ['baseline was not trained.'] })
    expect(json).toMatchObject({ verdicts: { reproduced: 0, withinNoise: 0, notReproduced: 0, open: 1 } })
  })
})
