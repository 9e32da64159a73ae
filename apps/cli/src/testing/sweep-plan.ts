import { planSweep } from '../sweep/plan.ts'
import type { SweepQuestion } from '../sweep/question.ts'
import { readSample } from '../sweep/read-sample.ts'
import { readVary } from '../sweep/read-vary.ts'
import { findSetting, readSetting } from '../sweep/setting-flags.ts'
import type { Trial } from '../sweep/trial.ts'
import type { TrialFigures, TrialResult } from '../sweep/trial-result.ts'

interface Asked extends Partial<Omit<SweepQuestion, 'fixed' | 'axes'>> {
  readonly vary?: readonly string[]
  readonly sample?: readonly string[]
  readonly fixed?: Readonly<Record<string, string>>
}

/** The question that flags ask. */
export function question({ vary = [], sample = [], fixed = {}, ...rest }: Asked): SweepQuestion {
  const entries = Object.entries(fixed).map(([name, text]) => {
    const flag = findSetting(name, name)
    return [flag.setting, { flag, value: readSetting(flag, text, name) }] as const
  })
  return {
    fixed: new Map(entries),
    axes: [...vary.map(readVary), ...sample.map(readSample)],
    seeds: 1,
    sweepSeed: 1,
    ...rest,
  }
}

export function plan(asked: Asked) {
  return planSweep(question(asked))
}

/** A trial that has ended so. */
export function finished(trial: Trial, accuracy: number, change: Partial<TrialFigures> = {}): TrialResult {
  const figures = {
    accuracy,
    loss: 1 - accuracy,
    trainAccuracy: accuracy,
    epoch: 2,
    parameters: 50,
    seconds: 0.5,
    ...change,
  }
  return { kind: 'finished', trial, figures }
}

export function diverged(trial: Trial): TrialResult {
  return { kind: 'diverged', trial, message: 'diverged at step 3: the loss of the training batch is NaN' }
}
