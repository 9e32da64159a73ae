import path from 'node:path'
import type { Stopped } from '@blasnet/core'
import { describe, expect, it } from 'vitest'
import type { ResolvedSettings } from '../config/settings.ts'
import { createStyle } from '../terminal/style.ts'
import { resolvedSettings } from '../testing/run-description.ts'
import type { RunHistory } from './history.ts'
import { runFolder } from './run-folder.ts'
import { summaryLines } from './summary.ts'

const history: RunHistory = {
  parameters: 50_880,
  trainLoss: new Array<number>(9001).fill(0.1),
  validation: [
    { step: 0, loss: 2.3, accuracy: 0.11, trainAccuracy: 0.12 },
    { step: 6250, loss: 0.1401, accuracy: 0.9611, trainAccuracy: 0.99 },
    { step: 9000, loss: 0.1502, accuracy: 0.9602, trainAccuracy: 1 },
  ],
  stopped: { reason: 'early-stopping', step: 9000, epoch: 14.4016 },
  normalisation: { mean: 33.5, std: 78.9 },
  machine: {} as RunHistory['machine'],
  seconds: { total: 4.2, training: 1.44016, validation: 2.5, loading: 0.2 },
}

function summary(
  columns: number,
  change: Partial<RunHistory> = {},
  folder = 'runs/mnist-64-all',
  settings: Partial<ResolvedSettings> = {},
) {
  return summaryLines({
    history: { ...history, ...change },
    settings: resolvedSettings(settings),
    stepsPerEpoch: 625,
    files: runFolder(folder),
    style: createStyle({}, {}),
    columns,
    command: 'pnpm blasnet',
  })
}

describe('summaryLines', () => {
  it('says why and when it stopped, how good it is, how fast it was, what was written and what comes next', () => {
    expect(summary(79)).toEqual([
      'Stopped early · 14.4 epochs · 9,001 steps · no lower loss in 50 validations',
      '',
      '  validation accuracy  96.02 %   best 96.11 % at epoch 10.0',
      '  validation loss      0.1502    lowest 0.1401 at epoch 10.0',
      '  training accuracy    100.00 %',
      '  loss over time       █▁▁       log scale',
      '  parameters           50,880',
      '  time                 4.20 s    training 1.44 s, validation 2.50 s',
      '  speed                200,000 samples/s',
      '',
      'Saved in runs/mnist-64-all',
      '  model.safetensors  config.json  history.json',
      '',
      'Next',
      '  pnpm blasnet evaluate runs/mnist-64-all',
    ])
  })

  it('keeps to the columns of a narrow terminal', () => {
    const lines = summary(49)
    expect(lines.filter(line => line.length > 49)).toEqual([])
    expect(lines.slice(0, 5)).toEqual([
      'Stopped early · 14.4 epochs · 9,001 steps',
      '  no lower loss in 50 validations',
      '',
      '  validation accuracy  96.02 %',
      '    best 96.11 % at epoch 10.0',
    ])
  })

  it.each<[Stopped, string]>([
    [{ reason: 'completed', step: 31_249, epoch: 50 }, 'Finished · 50 epochs · 31,250 steps'],
    [{ reason: 'max-steps', step: 0, epoch: 1 / 625 }, 'Stopped at --max-steps · 0.0 epochs · 1 step'],
    [{ reason: 'aborted', step: 99, epoch: 0.16 }, 'Interrupted · 0.2 epochs · 100 steps · what was trained is saved'],
  ])('%j', (stopped, sentence) => {
    expect(summary(79, { stopped })[0]).toBe(sentence)
  })

  it('speaks of the weights that are saved, and of the test', () => {
    const stopped = { ...history.stopped, restoredStep: 6250 }
    const test = { samples: 10_000, loss: 0.1432, accuracy: 0.9607, correct: 9607 }
    const lines = summary(120, { stopped, test }, 'runs/a', { stopMetric: 'accuracy' })
    expect(lines[0]).toBe(
      'Stopped early · 14.4 epochs · 9,001 steps · no higher accuracy in 50 validations · weights of step 6,251',
    )
    expect(lines.slice(2, 8)).toEqual([
      '  validation accuracy  96.11 %   best 96.11 % at epoch 10.0',
      '  validation loss      0.1401    lowest 0.1401 at epoch 10.0',
      '  training accuracy    99.00 %',
      '  loss over time       █▁▁       log scale',
      '  test accuracy        96.07 %   9,607 of 10,000 right',
      '  test loss            0.1432',
    ])
  })

  it('does without validations', () => {
    const lines = summary(79, { validation: [] })
    expect(lines.slice(2, 3)).toEqual(['  parameters           50,880'])
  })

  it('quotes a folder as a shell needs it', () => {
    expect(summary(79, {}, "it's a run").at(-1)).toBe("  pnpm blasnet evaluate 'it'\\''s a run'")
    expect(summary(79, {}, path.resolve('runs', 'here')).at(-1)).toBe('  pnpm blasnet evaluate runs/here')
  })
})
