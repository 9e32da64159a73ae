import { checkObject } from '@blasnet/check'
import type { FloatArray } from '@blasnet/native'
import { checkInputs } from '../data/check-data.ts'
import { openInputs } from '../data/native-dataset.ts'
import { InputDataError } from '../errors.ts'
import { checkSignal } from './check-signal.ts'
import type { NetworkCore } from './core.ts'
import { floatArray, indexOfNonFinite } from './float-array.ts'

/** Outputs of the last layer, [count, units], as they are. */
export async function forward(core: NetworkCore, value: unknown, given: unknown = {}): Promise<FloatArray> {
  const { inputs: features, dtype } = core.architecture
  const inputs = checkInputs('inputs', value, features)
  const signal = checkSignal('signal', checkObject('options', given, ['signal']).signal)
  const work = async () => {
    if (inputs.length === 0) return floatArray(dtype, 0)
    const dataset = openInputs(inputs, features, core.normalisation)
    try {
      const outputs = await core.native.logits({ dataset })
      core.assertAlive('predict')
      signal?.throwIfAborted()
      const bad = indexOfNonFinite(outputs)
      if (bad >= 0) {
        const sample = Math.floor(bad / core.classes)
        throw new InputDataError('inputs', 'samples that give finite outputs', `${outputs[bad]} for sample ${sample}`)
      }
      return outputs
    } finally {
      dataset.dispose()
    }
  }
  return core.during('predicting', work, signal)
}
