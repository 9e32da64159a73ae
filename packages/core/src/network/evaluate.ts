import { checkObject } from '@blasnet/check'
import { checkLabelledData } from '../data/check-data.ts'
import { openLabelledData } from '../data/native-dataset.ts'
import { NonFiniteLossError } from '../errors.ts'
import { checkThreads } from './check-options.ts'
import type { NetworkCore } from './core.ts'

export interface Evaluation {
  /** Mean softmax cross-entropy over the samples, natural logarithm. */
  readonly loss: number
  /** correct / count */
  readonly accuracy: number
  /** Samples whose largest logit stands at the label. */
  readonly correct: number
  readonly count: number
}

export interface EvaluateOptions {
  /** Threads to spread the samples over. Default: one for each core. The result is the same for any number. */
  readonly threads?: number
}

export async function evaluate(core: NetworkCore, value: unknown, given: unknown = {}): Promise<Evaluation> {
  const threads = checkThreads('threads', checkObject('options', given, ['threads']).threads)
  const shape = { features: core.architecture.inputs, classes: core.classes }
  const data = checkLabelledData('data', value, shape)
  return core.during('evaluating', async () => {
    const dataset = openLabelledData(data, shape, core.normalisation)
    try {
      const { loss, correct, count } = await core.native.evaluate({ dataset, threads })
      core.assertAlive('evaluate')
      if (!Number.isFinite(loss)) throw new NonFiniteLossError({ measuredOn: 'the evaluated data', loss })
      return { loss, accuracy: correct / count, correct, count }
    } finally {
      dataset.dispose()
    }
  })
}
