import { type Dataset, firstSamples, loadMnist, normalisationStatistics } from '@blasnet/datasets'
import type { DType } from '@blasnet/native'
import { dtypeName, networkName } from '../measure/network-name.ts'
import { type Path, trainingEpoch } from '../measure/training-steps.ts'
import { flopsPerSample } from '../measure/work.ts'
import type { Result } from '../results/document.ts'
import { measurePlanned } from './measure-planned.ts'
import { renderStep } from './step-table.ts'
import type { RunContext, SuiteRun } from './suite-run.ts'
import { type Planned, planYardsticks } from './yardsticks.ts'

export interface StepOptions {
  readonly hidden: readonly number[]
  readonly batchSize: number
  readonly momentum: number
  readonly dtype: DType
  readonly threads: readonly number[]
  readonly paths: readonly Path[]
  readonly rounds: number
  readonly quick: boolean
}

/** Images of an epoch, as in the study. */
export const stepSamples = 20_000

/** How much of the machine's matrix-product speed one training step reaches. */
export function stepRun(options: StepOptions): SuiteRun {
  return { suite: 'step', measure: context => measureStep(options, context), render: renderStep }
}

async function measureStep(options: StepOptions, context: RunContext): Promise<Result[]> {
  context.progress('step: reading MNIST')
  const train = firstSamples((await loadMnist()).train, stepSamples)
  const { threads, dtype, rounds, quick } = options
  const yardsticks = await planYardsticks({ suite: 'step', dtypes: [dtype], threads, copy: false, quick })
  try {
    const planned = [...planSteps(options, train), ...yardsticks.planned]
    return await measurePlanned(planned, rounds, 'step', context)
  } finally {
    await yardsticks.stop()
  }
}

function planSteps({ hidden, batchSize, momentum, dtype, threads, paths }: StepOptions, train: Dataset): Planned[] {
  const normalisation = normalisationStatistics(train)
  const widths = [train.features, ...hidden, train.classes]
  const network = networkName(widths)
  const steps = Math.floor(train.count / batchSize)
  const samples = steps * batchSize
  const work = { samples, steps, flops: samples * flopsPerSample(widths) }
  return paths.flatMap(path =>
    threads.map((count): Planned => {
      const step = { hidden, batchSize, momentum, dtype, threads: count, path }
      const setup = { kind: 'training', network, batchSize, momentum, dtype, threads: count, path }
      const suffix = path === 'auto' ? '' : `/${path}`
      const id = `step/train/${network}/b${batchSize}/${dtypeName(dtype)}/t${count}${suffix}`
      return {
        result: { id, suite: 'step', setup, work, seeds: [1] },
        measure: trainingEpoch(train, normalisation, step),
      }
    }),
  )
}
