import type { Dataset, Normalisation } from '@blasnet/datasets'
import type { NativeDataset, NativeNetwork } from '@blasnet/native'
import { timed } from './interleave.ts'
import { openDataset, type Path } from './training-steps.ts'

/** Batches of one size, each a data set of its own. */
export type EvaluationBatches = readonly NativeDataset[]

/** Enough of them that their inputs are not always in the first cache, as in use. */
const mostBatches = 32

/** The first samples of `data` in batches of `batchSize`. */
export function evaluationBatches(
  data: Dataset,
  normalisation: Normalisation,
  batchSize: number,
  path: Path,
): EvaluationBatches {
  const count = Math.min(mostBatches, Math.floor(data.count / batchSize))
  const { features } = data
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [index * batchSize, (index + 1) * batchSize]
    const inputs = data.inputs.subarray(from * features, to * features)
    return openDataset(
      { ...data, inputs, labels: data.labels.subarray(from, to), count: batchSize },
      normalisation,
      path,
    )
  })
}

export interface EvaluationOptions {
  readonly passes: number
  readonly threads: number
}

/**
 * Seconds of forward passes, one batch after the other. All are asked for at once, so that the network's thread never
 * waits for this one between them.
 */
export function evaluations(
  network: NativeNetwork,
  batches: EvaluationBatches,
  { passes, threads }: EvaluationOptions,
): Promise<number> {
  return timed(() => {
    return Promise.all(
      Array.from({ length: passes }, (_, pass) => {
        const dataset = batches[pass % batches.length] as NativeDataset
        return network.evaluate({ dataset, threads })
      }),
    )
  })
}
