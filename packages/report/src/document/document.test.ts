import { describe, expect, it } from 'vitest'
import type { ReportInput, RunRecord } from '../input.ts'
import { studyInput } from '../testing/study-input.ts'
import { layerShapes } from '../testing/synthetic-layers.ts'
import { assembleReport } from './assemble.ts'
import { makeContext } from './context.ts'
import { judgeExpectations, judgeTasks } from './judge.ts'
import { missingParts } from './missing.ts'
import type { Block, ReportDocument, Table } from './model.ts'
import { plainTable } from './plain-table.ts'
import { sumText } from './sections/parameters-blocks.ts'
import { validFindings } from './sections/task-section.ts'
import { summaryTable } from './summary.ts'

const complete = await studyInput({ seeds: [1, 2] })

function documentOf(input: ReportInput): ReportDocument {
  const context = makeContext(input)
  return assembleReport(context, judgeTasks(context), judgeExpectations(context))
}

function blocksOf(document: ReportDocument, section: string): readonly Block[] {
  return document.sections.find(({ id }) => id === section)!.blocks
}

function tableOf(document: ReportDocument, section: string): Table {
  return blocksOf(document, section).find(block => block.kind === 'table')!.table
}

/** The input with some runs changed. */
function withRuns(change: (run: RunRecord) => RunRecord | undefined): ReportInput {
  return { ...complete, runs: complete.runs.flatMap(run => change(run) ?? []) }
}

describe('the summary', () => {
  it('has the eight networks of the study in its order, and not those that explain', () => {
    const { rows } = summaryTable(makeContext(complete))
    expect(rows.map(([cell]) => cell!.text)).toEqual([
      'baseline',
      '+ init',
      '+ sigmoid',
      '+ momentum',
      '32 units',
      '128 units',
      '60-60',
      'ten of 64',
    ])
  })

  it('says of a network that was never validated that nothing is known', () => {
    const without = withRuns(run => {
      const unseen = run.network === 'baseline' && run.history !== undefined
      return unseen ? { ...run, history: { ...run.history!, validation: [] } } : run
    })
    const { columns, rows } = plainTable(summaryTable(makeContext(without)))
    const column = columns.findIndex(one => one.title === 'validation accuracy')
    expect(rows[0]![column]).toBe('–')
    expect(rows[1]![column]).toMatch(/^9[56]\./)
  })

  it('puts the numbers of the sources beside the measured ones', () => {
    const { columns, rows } = plainTable(summaryTable(makeContext(complete)))
    const column = (title: string) => columns.findIndex(one => one.title === title)
    expect(rows[1]![column('the report')]).toBe('about 95.5 %')
    expect(rows[1]![column('NumPy, one seed')]).toBe('96.00 %')
    expect(rows[1]![column('validation accuracy')]).toMatch(/^9[56]\.\d\d % ± 0\.\d\d$/)
    expect(rows.map(row => row[column('parameters')])).toEqual([
      '50,880',
      '50,880',
      '50,880',
      '50,880',
      '25,440',
      '101,760',
      '51,300',
      '87,744',
    ])
    expect(rows[0]![column('seconds')]).toBe('6.5')
  })

  it('says of how many seeds a mean is when some are missing', () => {
    const input = withRuns(run => (run.network === 'all' && run.seed === 2 ? undefined : run))
    const row = summaryTable(makeContext(input)).rows[3]!
    expect(row[3]!).toMatchObject({ note: '1 of 2 seeds' })
    expect(row[3]!).not.toHaveProperty('deviation')
  })
})

describe('missing parts', () => {
  it('there are none in a whole report', () => {
    expect(missingParts(makeContext(complete))).toEqual([])
    expect(documentOf(complete)).not.toHaveProperty('missing')
  })

  it('are named one by one', () => {
    const {
      gradientChecks: _,
      data: __,
      ...rest
    } = withRuns(run => {
      const { history: ___, ...without } = run
      if (run.network === 'baseline') return undefined
      if (run.network === 'init' && run.seed === 2)
        return { ...without, status: 'failed', message: 'the loss of step 9 is NaN.' }
      if (run.network === 'sigmoid' && run.seed === 1)
        return {
          ...run,
          status: 'interrupted',
          history: { ...run.history!, trainLoss: run.history!.trainLoss.slice(0, 1234) },
        }
      if (run.network === 'sigmoid' && run.seed === 2) return { ...without, status: 'interrupted' }
      if (run.network === 'wide' && run.seed === 2) return { ...without, status: 'missing' }
      return run
    })
    const failedCheck = { task: '4c', status: 'failed' as const, message: 'out of memory' }
    const document = documentOf({ ...rest, gradientChecks: [failedCheck] })
    expect(document.missing).toEqual({
      sentences: [
        '**baseline** was not trained.',
        '**+ init**, seed 2: training failed: the loss of step 9 is NaN.',
        '**+ sigmoid**, seed 1: training was interrupted after 1,234 steps.',
        '**+ sigmoid**, seed 2: training was interrupted at its start.',
        '**128 units** was not trained with seed 2.',
        'The gradient check of 2b was not made.',
        'The gradient check of 4c failed: out of memory.',
        'The figures of the data for 2a were not worked out.',
      ],
      command: 'blasnet report --resume --out runs/report',
    })
  })

  it('leave claims open and figures with what there is', () => {
    const document = documentOf(withRuns(run => (run.network === 'baseline' ? undefined : run)))
    const verdicts = tableOf(document, 'verdicts').rows.map(row => row[2]!.verdict)
    expect(verdicts.filter(verdict => verdict === 'open').length).toBeGreaterThan(3)
    expect(verdicts.filter(verdict => verdict === 'reproduced').length).toBeGreaterThan(10)
    expect(blocksOf(document, 'task-2c').filter(({ kind }) => kind === 'notice')).toHaveLength(2)
    const figures = blocksOf(document, 'task-3').flatMap(block => (block.kind === 'figure' ? [block.figure] : []))
    expect(figures).toHaveLength(3)
    expect(figures[0]!.kind === 'plot' && figures[0]!.legend.map(({ label }) => label)).toEqual([
      '+ init',
      '+ sigmoid',
      '+ momentum',
    ])
  })

  it('an interrupted run is drawn, and not judged', () => {
    const input = withRuns(run => {
      if (run.network !== 'all') return run
      const trainLoss = run.history!.trainLoss.slice(0, 5000)
      const validation = run.history!.validation.filter(({ step }) => step < 5000)
      const stopped = { reason: 'aborted' as const, step: 4999, epoch: 8 }
      const history = { ...run.history!, trainLoss, validation, stopped }
      return { ...run, status: 'interrupted', history }
    })
    const document = documentOf(input)
    const figures = blocksOf(document, 'task-3').flatMap(block => (block.kind === 'figure' ? [block.figure] : []))
    expect(figures[0]!.kind === 'plot' && figures[0]!.legend[3]).toMatchObject({
      label: '+ momentum',
      note: 'interrupted',
    })
    // It did not stop: the second panel goes on to where the first of the others does.
    const sigmoid = complete.runs
      .filter(({ network }) => network === 'sigmoid')
      .map(run => run.history!.trainLoss.length)
    expect(figures[0]!.kind === 'plot' && figures[0]!.panels[1]!.x.domain[1]).toBe(Math.max(...sigmoid))
    expect(summaryTable(makeContext(input)).rows[3]![3]!.text).toBe('–')
  })

  it('nothing at all is a report too', () => {
    const { gradientChecks: _, data: __, machine: ___, seconds: ____, ...rest } = complete
    const document = documentOf({ ...rest, runs: [] })
    expect(document.missing!.sentences).toHaveLength(12 + 3)
    expect(document.sections.map(({ id }) => id)).toContain('task-4e')
  })
})

describe('a choice of tasks', () => {
  it('shows them alone, and asks for no other network', () => {
    const document = documentOf({
      ...complete,
      only: ['2b', '4d'],
      runs: complete.runs.filter(({ network }) => network === 'all' || network === 'two-layers'),
    })
    expect(document.sections.map(({ id }) => id)).toEqual([
      'summary',
      'verdicts',
      'task-2b',
      'task-4d',
      'numbers',
      'method',
      'machine',
    ])
    expect(document).not.toHaveProperty('missing')
  })

  it('derivations need no network', () => {
    const document = documentOf({ ...complete, only: ['1'], runs: [] })
    expect(document.sections.map(({ id }) => id)).toEqual(['task-1a', 'task-1b'])
    expect(document).not.toHaveProperty('missing')
  })
})

describe('sections', () => {
  const document = documentOf(complete)

  it('parameters are counted in the trained networks and summed over layers', () => {
    expect(sumText(layerShapes([64]))).toBe('785 · 64 + 64 · 10 = 50,880')
    const normalised = layerShapes([64, 64]).map((layer, index) => ({ ...layer, bias: false, batchNorm: index < 2 }))
    expect(sumText(normalised)).toBe('786 · 64 + 66 · 64 + 64 · 10 = 55,168')
    expect(sumText(layerShapes(new Array<number>(10).fill(64)))).toBe('785 · 64 + 9 · 64 · 64 + 64 · 10 = 87,744')
    const wrong = withRuns(run => ({ ...run, history: { ...run.history!, parameters: 1 } }))
    expect(tableOf(documentOf(wrong), 'task-2d').rows[0]![3]!.text).toBe('1')
  })

  it('a gradient check states its largest difference against ε²', () => {
    const [, prose] = blocksOf(document, 'task-2b')
    expect(prose).toEqual({
      kind: 'prose',
      paragraphs: [
        'All 50,880 parameters of 784-64-10 in float64, 100 images, ε = 10⁻³: the largest difference between backpropagation and ' +
          'the central difference of the loss is **2.1 · 10⁻⁸**, below the 10⁻⁶ = ε² that is allowed. The gradient is right.',
      ],
    })
  })

  it('a gradient that is wrong is called so', () => {
    const checks = complete.gradientChecks!.map(check =>
      check.status === 'finished' ? { ...check, largestDifference: 0.01, checked: 400 } : check,
    )
    const [, prose] = blocksOf(documentOf({ ...complete, gradientChecks: checks }), 'task-2b')
    expect(prose!.kind === 'prose' && prose!.paragraphs[0]).toContain('**above** the 10⁻⁶')
    expect(prose!.kind === 'prose' && prose!.paragraphs[0]).toContain('400 of 50,880 parameters')
    expect(prose!.kind === 'prose' && prose!.paragraphs[0]).toContain('The gradient is wrong')
  })

  it('says of every deep network whether its gradient vanishes', () => {
    const table = blocksOf(document, 'task-4e').flatMap(block => (block.kind === 'table' ? [block.table] : []))[1]!
    expect(table.rows.map(row => [row[0]!.text, row.at(-1)!.text])).toEqual([
      ['one of 64', 'too shallow to tell'],
      ['ten of 64', 'does not vanish'],
      ['ten, α = 0.002', 'does not vanish'],
      ['ten, plain sigmoid', 'vanishes'],
      ['ten, tanh', 'does not vanish'],
      [expect.stringContaining('ten, ReLU'), 'does not vanish'],
    ])
    // Made with a factor of 0.25 for every layer: over eight steps back from the last of the nine that are alike.
    expect(table.rows[3]!.slice(2, 5).map(({ text }) => text)).toEqual(['1.5 · 10⁻⁵', '1.5 · 10⁻⁵', '0.25'])
  })

  it('says only what the verdicts allow', () => {
    const { findings = [] } = complete.catalogue.tasks.find(({ id }) => id === '4e')!
    const context = makeContext(complete)
    const task = context.tasks.find(({ id }) => id === '4e')!
    const { claims } = judgeTasks(context).find(one => one.task.id === '4e')!
    const found = validFindings(task, claims)
    const verdicts = new Map(claims.map(({ claim, verdict }) => [claim.id, verdict]))
    for (const { text, when } of findings) {
      const isAllowed = when.every(({ claim, verdict }) => verdicts.get(claim) === verdict)
      expect(found.includes(text)).toBe(isAllowed)
    }
    const [first] = findings
    expect(first!.when).toEqual([{ claim: '4e-vanishing', verdict: 'not-reproduced' }])
    expect(found).toContain(first!.text)
    // With a gradient that vanishes the sentence would be wrong.
    const vanishing = claims.map(one =>
      one.claim.id === '4e-vanishing' ? { ...one, verdict: 'reproduced' as const } : one,
    )
    expect(validFindings(task, vanishing)).not.toContain(first!.text)
  })

  it('states the machine and how long each network took', () => {
    const [prose] = blocksOf(document, 'machine')
    expect(prose!.kind === 'prose' && prose!.paragraphs).toEqual([
      'Example CPU, 2 cores, 16 GiB of memory, Node 20.20.0, blasnet 0.1.0.',
      'The whole took 34 seconds, 2 networks at a time, set-up not counted.',
    ])
    const { columns, rows } = tableOf(document, 'machine')
    expect(columns.map(({ title }) => title)).toEqual(['network', 'seed 1', 'seed 2', 'mean', 'training', 'validation'])
    expect(rows[0]!.map(({ text }) => text)).toEqual(['baseline', '6.5', '6.5', '6.5', '4.0', '2.5'])
    expect(rows).toHaveLength(12)
  })

  it('does not pass off the time of the rest as that of the whole', () => {
    const input = withRuns(run => (run.seed === 1 ? { ...run, resumed: true } : run))
    const [prose] = blocksOf(documentOf(input), 'machine')
    expect(prose!.kind === 'prose' && prose!.paragraphs.slice(1)).toEqual([
      '12 of 24 runs were taken over from an earlier report.',
      'The rest took 34 seconds, 2 networks at a time, set-up not counted.',
    ])
    const [lead] = blocksOf(documentOf(input), 'summary')
    expect(lead!.kind === 'prose' && lead!.paragraphs[0]).not.toContain('seconds')
  })

  it('counts verdicts in words', () => {
    const [prose] = blocksOf(document, 'verdicts')
    expect(prose!.kind === 'prose' && prose!.paragraphs[0]).toMatch(/^Of \d+ statements, \*\*\d+\*\* are reproduced/)
  })
})
