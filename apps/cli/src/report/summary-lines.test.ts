import type { ReportResult } from '@blasnet/report'
import { describe, expect, it } from 'vitest'
import { textWidth } from '../terminal/text-width.ts'
import { plainView } from '../testing/plain-view.ts'
import { summaryLines } from './summary-lines.ts'

const result: ReportResult = {
  files: { page: 'runs/report/index.html', markdown: '', json: '', figures: [] },
  summary: {
    columns: [
      { title: 'network', align: 'left' },
      { title: 'parameters', align: 'right' },
      { title: 'stopped at epoch', align: 'right' },
      { title: 'final validation accuracy', align: 'right' },
      { title: 'the report', align: 'right' },
      { title: 'NumPy, one seed', align: 'right' },
      { title: 'final training accuracy', align: 'right' },
      { title: 'lowest validation loss', align: 'right' },
      { title: 'seconds', align: 'right' },
    ],
    rows: [
      ['baseline', '50,880', '45.4', '91.63 %', '92 %', '91.80 %', '98.21 %', '0.311', '23'],
      ['+ momentum', '50,880', '15.4', '96.36 %', 'about the same', '96.00 %', '100.00 %', '0.134', '6.9'],
    ],
  },
  verdicts: { reproduced: 12, withinNoise: 3, notReproduced: 1, open: 0 },
  missing: [],
}
const end = { result, runs: [], seconds: 28.13, resume: undefined }

describe('summaryLines', () => {
  it('shows every column where there is room, the verdicts, and where the page is', () => {
    const lines = summaryLines(end, { ...plainView(100), tableColumns: undefined })
    expect(lines[0]).toMatch(/^network {5}parameters {2}stopped at epoch .* lowest validation loss {2}seconds$/)
    expect(lines.slice(4)).toEqual([
      '',
      'Claims · ✓ 12 reproduced · ≈ 3 within noise · ✗ 1 not reproduced',
      'Time    28.1 s',
      'Page    runs/report/index.html',
    ])
  })

  it('breaks titles at 80 columns, and leaves out what says least', () => {
    expect(summaryLines(end, plainView(79)).slice(0, 6)).toEqual([
      '                        stopped       final                   NumPy,',
      '                             at  validation                      one',
      'network     parameters    epoch    accuracy      the report     seed  seconds',
      '──────────  ──────────  ───────  ──────────  ──────────────  ───────  ───────',
      'baseline        50,880     45.4     91.63 %            92 %  91.80 %       23',
      '+ momentum      50,880     15.4     96.36 %  about the same  96.00 %      6.9',
    ])
  })

  it('keeps the accuracies beside each other at 50 columns', () => {
    const lines = summaryLines(end, plainView(49))
    expect(lines[5]).toBe('+ momentum     96.36 %  about the same  96.00 %')
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(49)
  })

  it('says what failed, what is missing and how to go on', () => {
    const partial = {
      ...end,
      result: { ...result, missing: ['ten of 64 was not trained.'], verdicts: { ...result.verdicts, open: 2 } },
      runs: [{ network: 'wild', seed: 1, status: 'failed', message: 'diverged at step 3: the loss is NaN' } as const],
      resume: 'blasnet report --out runs/report --resume',
    }
    expect(summaryLines(partial, plainView(100)).slice(-8)).toEqual([
      '✗ wild, seed 1: diverged at step 3: the loss is NaN',
      'Claims · ✓ 12 reproduced · ≈ 3 within noise · ✗ 1 not reproduced · ? 2 open',
      'ten of 64 was not trained.',
      'Time    28.1 s',
      'Page    runs/report/index.html',
      '',
      'To finish it',
      '  blasnet report --out runs/report --resume',
    ])
  })
})
