import { stripVTControlCharacters } from 'node:util'
import type { TrainingEvent } from '@blasnet/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStyle } from '../terminal/style.ts'
import { textWidth } from '../terminal/text-width.ts'
import { createLineReporter } from './line-reporter.ts'
import { createLiveReporter } from './live-reporter.ts'
import { activeLine, totalLine } from './progress-lines.ts'
import { ReportProgress, type WorkItem } from './report-progress.ts'

const plain = createStyle({}, {})
const colour = createStyle({ isTTY: true }, {})
const hide = '\x1b[?25l'
const show = '\x1b[?25h'
const end = '\x1b[K'
const below = '\x1b[J'

const work = { maxSteps: 31_250, stepsPerEpoch: 625, unitsPerStep: 1, expectedSteps: 9000, patienceSteps: 6250 }
const init: WorkItem = { kind: 'run', id: 'init-1', label: '+ init', network: 'init', work }
const deep: WorkItem = { kind: 'run', id: 'deep-1', label: '数字, ten of 64', network: 'deep', work }
const check: WorkItem = { kind: 'check', id: 'check 2b', label: 'gradients, task 2b', units: 500 }

const events: readonly TrainingEvent[] = [
  { type: 'step-block', step: 0, losses: Array(3000).fill(0.31234), epoch: 0, learningRate: 0.1, samplesPerSecond: 1 },
  { type: 'validation', epoch: 4, step: 2999, loss: 0.34567, accuracy: 0.9123, trainAccuracy: 0.95 },
]

/** One network is at its fifth epoch after 10 seconds, a gradient check has begun, a network waits. */
function halfWay(): ReportProgress {
  const progress = new ReportProgress([init, deep, check], 2)
  const now = performance.now()
  progress.started(init, now - 10_000)
  progress.started(check, now - 3000)
  progress.estimated(check, 4)
  for (const event of events) progress.update(init, event)
  return progress
}

describe('activeLine and totalLine', () => {
  it.each([
    [
      79,
      [
        '+ init              epoch  5/50  loss 0.3123  val 0.3457  91.23 %',
        'gradients, task 2b  comparing gradients  0:03 of about 0:04',
        '━━━━━─────────────────────────  0 of 3 done  about 0:31 left',
      ],
    ],
    [
      49,
      [
        '+ init              loss 0.3123  91.23 %',
        'gradients, task 2b  0:03 of about 0:04',
        '━━━────────────────  0 of 3 done  about 0:31 left',
      ],
    ],
    [30, ['+ init              91.23 %', 'gradients, task 2b', '0 of 3 done  about 0:31 left']],
  ])('in %i columns', (columns, expected) => {
    const progress = halfWay()
    const lines = [
      ...progress.active.map(each => activeLine(each, 18, plain, columns)),
      totalLine(progress, plain, columns),
    ]
    expect(lines.map(({ text }) => text.trimEnd())).toEqual(expected)
  })

  it.each([
    [79, '━━──────────  0 of 3 done  about 0:31 left  best 97.10 %  2 running  0.1 · 64'],
    [65, '0 of 3 done  about 0:31 left  best 97.10 %  2 running  0.1 · 64'],
    [64, '0 of 3 done  about 0:31 left  best 97.10 %  2 running'],
    [45, '0 of 3 done  about 0:31 left  best 97.10 %'],
    [41, '━────────  0 of 3 done  about 0:31 left'],
  ])('with remarks in %i columns leave out the last ones first, and room for ^C', (columns, expected) => {
    const progress = halfWay()
    progress.remarks = ['best 97.10 %', '2 running', '0.1 · 64']
    expect(totalLine(progress, plain, columns).text).toBe(expected)
    expect(expected.length).toBeLessThanOrEqual(columns - 2)
  })

  it.each([[[]], [['best 97.10 %', '2 running']]])(
    'never take more columns than there are, whatever they are, with remarks %j',
    remarks => {
      const progress = halfWay()
      progress.remarks = remarks
      progress.started(deep)
      for (let columns = 1; columns <= 120; columns++) {
        const width = Math.floor(columns * 0.4)
        const lines = [
          ...progress.active.map(each => activeLine(each, width, colour, columns)),
          totalLine(progress, colour, columns),
        ]
        for (const { text, width: said } of lines) {
          expect(textWidth(stripVTControlCharacters(text))).toBe(said)
          expect(said).toBeLessThanOrEqual(columns)
        }
      }
    },
  )
})

describe('createLiveReporter', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function screen(rows: number) {
    let text = ''
    const terminal = { columns: 80, rows, isTTY: true, write: (part: string) => (text += part) }
    const take = () => {
      const taken = text
      text = ''
      return taken
    }
    return { reporter: createLiveReporter(terminal, plain), take }
  }

  it('draws what is under way, keeps what has ended above it, and leaves nothing else', () => {
    const { reporter, take } = screen(24)
    reporter.working('Loading data')
    expect(take()).toBe(`${hide}Loading data …${end}${below}`)
    const progress = new ReportProgress([init, deep], 2)
    reporter.start(['Study', '2 networks'], progress)
    expect(take()).toBe(`\r${below}${show}Study\n2 networks\n\n${hide}${'─'.repeat(30)}  0 of 2 done${end}${below}`)
    progress.started(init)
    for (const event of events) progress.update(init, event)
    vi.advanceTimersByTime(100)
    expect(take().split('\n')[0]).toBe(`\r+ init           epoch  5/50  loss 0.3123  val 0.3457  91.23 %${end}`)
    progress.finished(init)
    reporter.ended({ kind: 'done', label: '+ init', facts: ['91.23 %', 'stopped at epoch  4.8', '10.0 s'] })
    const [line, total] = take().split('\n')
    expect(line).toBe(`\r\x1b[1A${below}${show}✓ + init           91.23 %  stopped at epoch  4.8  10.0 s`)
    expect(total).toContain('1 of 2 done')
    reporter.note('Stopping')
    // Nothing is under way any more.
    expect(take()).toBe(`\rStopping${end}${below}`)
    reporter.finish()
    expect(take()).toBe(`\r${below}${show}`)
    vi.advanceTimersByTime(1000)
    reporter.note('late')
    reporter.finish()
    expect(take()).toBe('')
  })

  it('never draws more lines than the terminal has', () => {
    const { reporter, take } = screen(8)
    const items = Array.from({ length: 20 }, (_, index) => ({ ...init, id: `init-${index}` }))
    const progress = new ReportProgress(items, 20)
    for (const item of items) progress.started(item)
    reporter.start([], progress)
    const lines = take().split('\n').slice(1)
    expect(lines).toHaveLength(7)
    expect(lines[5]).toBe(`and 15 more${end}`)
    reporter.finish()
  })
})

describe('createLineReporter', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('writes a line for each end, and one for each network every ten seconds', () => {
    const lines: string[] = []
    const reporter = createLineReporter({
      writeLine: line => lines.push(line),
      writeNote: line => lines.push(`! ${line}`),
    })
    const progress = new ReportProgress([init, deep], 2)
    reporter.start(['Study'], progress)
    progress.started(init)
    for (const event of events) progress.update(init, event)
    vi.advanceTimersByTime(9999)
    expect(lines.splice(0)).toEqual(['Study', ''])
    vi.advanceTimersByTime(1)
    expect(lines.splice(0)).toEqual([
      '  + init           epoch  5/50  loss 0.3123  val 0.3457  91.23 %',
      '  ━━━━━─────────────────────────  0 of 2 done  about 0:30 left',
    ])
    reporter.ended({ kind: 'failed', label: '+ init', facts: ['diverged at step 3'] })
    reporter.note('stopping')
    reporter.finish()
    vi.advanceTimersByTime(60_000)
    expect(lines).toEqual(['✗ + init           diverged at step 3', '! stopping'])
  })
})
