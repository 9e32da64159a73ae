import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UsageError } from '../errors/usage-error.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { claimReportFolder, reportName } from './report-folder.ts'

const base = temporaryFolder()
const before = process.cwd()
let count = 0
beforeEach(() => {
  const folder = path.join(base, String(count++))
  mkdirSync(folder)
  process.chdir(folder)
})
afterEach(() => process.chdir(before))

const fresh = { catalogue: undefined, out: undefined, resume: false, force: false }
const claim = async (change: Partial<Parameters<typeof claimReportFolder>[0]> = {}) => {
  return (await claimReportFolder({ ...fresh, ...change })).folder
}

describe('reportName', () => {
  it.each([
    [undefined, 'report'],
    ['studies/my study.json', 'my_study-report'],
    ['.json', 'json-report'],
    ['../..', 'study-report'],
  ])('of %j is %s', (catalogue, name) => expect(reportName(catalogue)).toBe(name))
})

describe('claimReportFolder', () => {
  it('makes a new folder every time', async () => {
    expect([await claim(), await claim(), await claim({ catalogue: 'mine.json' })]).toEqual([
      'runs/report',
      'runs/report-2',
      'runs/mine-report',
    ])
  })

  it('goes on with the latest one, or begins where there is none', async () => {
    expect(await claim({ resume: true })).toBe('runs/report')
    for (const name of ['report-2', 'report-10', 'report-x', 'report-99-old', 'reports', 'mine-report']) {
      mkdirSync(path.join('runs', name))
    }
    expect(await claim({ resume: true })).toBe('runs/report-10')
    expect(await claim({ resume: true, out: 'runs/report' })).toBe('runs/report')
    expect(await claim({ resume: true, out: 'new' })).toBe('new')
  })

  it.each(['report.json', 'index.html', 'runs'])('refuses a report with %s, but to go on or by force', async name => {
    mkdirSync('out')
    if (name === 'runs') mkdirSync('out/runs')
    else writeFileSync(path.join('out', name), '')
    await expect(claim({ out: 'out' })).rejects.toThrow(
      new UsageError(
        `--out: 'out' holds a report already (${name}); add --resume to go on with it or --force to make it anew, or choose another folder`,
      ),
    )
    expect(await claim({ out: 'out', force: true })).toBe('out')
    expect(await claim({ out: 'out', resume: true })).toBe('out')
    expect(readdirSync('out')).toEqual([name])
  })
})
