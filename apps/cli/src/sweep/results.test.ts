import { describe, expect, it } from 'vitest'
import { plainView } from '../testing/plain-view.ts'
import { diverged, finished, plan } from '../testing/sweep-plan.ts'
import { trainCommandOf } from './best-command.ts'
import { progressRemarks } from './progress-remarks.ts'
import { rankGroups } from './rank.ts'
import { resultsCsv } from './results-csv.ts'
import { resultsJson } from './results-json.ts'
import { resultTable } from './table.ts'
import type { TrialResult } from './trial-result.ts'

const asked = plan({
  vary: ['schedule=cosine;step:0.5,1epochs', 'shuffle=true,false'],
  fixed: { epochs: '3', data: '/my sets/digits' },
  config: { file: '/there/c.json', settings: {} },
  seeds: 2,
})
const [a1, a2, b1, b2, c1, c2, d1, d2] = asked.trials
const results: TrialResult[] = [
  ...[finished(a1!, 0.8), finished(a2!, 0.9)],
  ...[finished(b1!, 0.95), { kind: 'missing', trial: b2! } as const],
  ...[diverged(c1!), diverged(c2!)],
  ...[finished(d1!, 0.5), diverged(d2!)],
]
const facts = { plan: asked, metric: 'accuracy', results, ranking: rankGroups(results, 'accuracy') } as const
const table = { question: asked.question, metric: 'accuracy', ranking: facts.ranking } as const

describe('resultTable', () => {
  it('has the best first, median and range over the seeds, and what diverged last', () => {
    expect(resultTable(table, { ...plainView(100), tableColumns: undefined })).toEqual([
      '        schedule  shuffle  validation accuracy   lowest to highest   seeds  validation loss  training accuracy  epochs  parameters    time',
      '────────────────  ───────  ───────────────────  ──────────────────  ──────  ───────────────  ─────────────────  ──────  ──────────  ──────',
      '          cosine    false              95.00 %             95.00 %  1 of 2           0.0500            95.00 %       2          50  0.50 s',
      '          cosine     true              85.00 %     80.00 – 90.00 %  2 of 2           0.1500            85.00 %       2          50  0.50 s',
      'step:0.5,1epochs     true             diverged            diverged  2 of 2',
      'step:0.5,1epochs    false             diverged  diverged – 50.00 %  2 of 2                             50.00 %       2          50  0.50 s',
    ])
  })

  it('shows twenty rows on a terminal, and says how many more there are', () => {
    const long = plan({ vary: [`seed=${Array.from({ length: 23 }, (_, i) => i).join()}`] })
    const ranking = rankGroups(
      long.trials.map((trial, index) => finished(trial, index / 100)),
      'accuracy',
    )
    const lines = resultTable({ ...table, question: long.question, ranking }, plainView(119))
    expect(lines).toHaveLength(2 + 20 + 1)
    expect(lines[2]).toMatch(/^ {2}22 {2}/)
    expect(lines.at(-1)).toBe('and 3 more in results.csv')
    expect(lines.every(line => line.length <= 119)).toBe(true)
  })
})

describe('resultsCsv', () => {
  it('has a line for each trial, quoted where it must be', () => {
    expect(resultsCsv(facts).split('\n')).toEqual([
      'rank,schedule,shuffle,seed,status,accuracy,loss,trainAccuracy,epoch,parameters,seconds,folder',
      `1,cosine,false,1,finished,0.95,${1 - 0.95},0.95,2,50,0.5,"runs/schedule=cosine,shuffle=false,seed=1"`,
      '1,cosine,false,2,missing,,,,,,,"runs/schedule=cosine,shuffle=false,seed=2"',
      `2,cosine,true,1,finished,0.8,${1 - 0.8},0.8,2,50,0.5,"runs/schedule=cosine,shuffle=true,seed=1"`,
      `2,cosine,true,2,finished,0.9,${1 - 0.9},0.9,2,50,0.5,"runs/schedule=cosine,shuffle=true,seed=2"`,
      '3,"step:0.5,1epochs",true,1,diverged,,,,,,,"runs/schedule=step_0.5_1epochs,shuffle=true,seed=1"',
      '3,"step:0.5,1epochs",true,2,diverged,,,,,,,"runs/schedule=step_0.5_1epochs,shuffle=true,seed=2"',
      '4,"step:0.5,1epochs",false,1,finished,0.5,0.5,0.5,2,50,0.5,"runs/schedule=step_0.5_1epochs,shuffle=false,seed=1"',
      '4,"step:0.5,1epochs",false,2,diverged,,,,,,,"runs/schedule=step_0.5_1epochs,shuffle=false,seed=2"',
      '',
    ])
  })
})

describe('resultsJson', () => {
  it('has the best, the ranking and every trial', () => {
    const json = JSON.parse(JSON.stringify(resultsJson(facts)))
    expect(json).toMatchObject({ metric: 'accuracy', settings: ['schedule', 'shuffle'], complete: false })
    expect(json.best.values).toEqual({ schedule: { kind: 'cosine', minimum: 0 }, shuffle: false })
    expect(json.ranking[1]).toMatchObject({ finished: 2, diverged: 0, accuracy: { low: 0.8, high: 0.9 } })
    expect(json.ranking[2].accuracy).toEqual({ median: null, low: null, high: null })
    expect(json.trials[0]).toMatchObject({ status: 'finished', accuracy: 0.8, seed: 1, parameters: 50 })
    expect(json.trials[3]).toMatchObject({ status: 'missing', folder: 'runs/schedule=cosine,shuffle=false,seed=2' })
    expect(json.trials[4]).toMatchObject({ status: 'diverged', message: expect.stringMatching('at step 3') })
  })
})

describe('trainCommandOf', () => {
  it('is what a shell takes, fixed settings first', () => {
    const of = (trial: typeof a1) => trainCommandOf(asked.question, trial!.values, 'blasnet')
    const start = "blasnet train --config /there/c.json --data '/my sets/digits' --epochs 3"
    expect(of(b1)).toBe(`${start} --schedule cosine --no-shuffle`)
    expect(of(c1)).toBe(`${start} --schedule step:0.5,1epochs --shuffle`)
  })
})

describe('progressRemarks', () => {
  it('tell the best so far by the metric, and how many are under way', () => {
    const [x, y, z] = plan({ vary: ['hidden=1,2,3'] }).trials
    const ended = [finished(x!, 0.9, { loss: 2 }), finished(y!, 0.8, { loss: 1 }), diverged(z!)]
    expect(progressRemarks({ active: [] }, [], 'accuracy')).toEqual([])
    expect(progressRemarks({ active: [{} as never] }, ended, 'accuracy')).toEqual(['best 90.00 %', '1 running', '1'])
    expect(progressRemarks({ active: [] }, ended, 'loss')).toEqual(['best 1.0000', '2'])
  })
})
