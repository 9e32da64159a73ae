import type { Dataset } from '@blasnet/datasets'
import { DataStore } from '../report/data-store.ts'
import { makeNetwork } from '../train/make-network.ts'
import { type PreparedData, prepareData } from '../train/prepare-data.ts'
import { type HeldOut, holdOut } from './hold-out.ts'
import type { SweepPlan } from './plan.ts'
import type { Trial } from './trial.ts'

/** A trial with the samples it is trained and validated on. */
export interface PreparedTrial {
  readonly trial: Trial
  readonly data: PreparedData & { readonly validation: Dataset }
}

/**
 * Loads the data of every trial, holds out what they are validated on, and makes every network once, so that a mistake
 * in the last trial is found before the first is trained.
 *
 * @throws UsageError that names the setting; BlasnetError when files are not sound
 */
export async function prepareTrials({ trials, question }: SweepPlan): Promise<PreparedTrial[]> {
  const store = new DataStore()
  const parts = new Map<string, HeldOut>()
  const prepared: PreparedTrial[] = []
  for (const trial of trials) {
    const { settings, nameSetting } = trial
    const held =
      parts.get(settings.data) ??
      holdOut(await store.load(settings.data, nameSetting('data')), question.holdOut, question.sweepSeed)
    parts.set(settings.data, held)
    const data = prepareTrial(trial, held)
    if (prepared.at(-1)?.trial.group !== trial.group) (await makeNetwork(data, nameSetting)).dispose()
    prepared.push({ trial, data })
  }
  return prepared
}

function prepareTrial({ settings, nameSetting }: Trial, { train, validation, testCount }: HeldOut) {
  // Whatever a preset says of test images: a trial has none.
  const all = { ...settings, validateOn: 'test', validationSamples: 'all', test: false } as const
  const data = prepareData({ train, test: validation }, all, nameSetting)
  // For `train --config`, which counts test images. Trials know nothing of it.
  return { ...data, validation, settings: { ...data.settings, validationSamples: testCount } }
}
