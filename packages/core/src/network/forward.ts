import type { FloatArray } from '@blasnet/native'
import { checkInputs } from '../data/check-data.ts'
import { openInputs } from '../data/native-dataset.ts'
import type { NetworkCore } from './core.ts'
import { floatArray } from './float-array.ts'

/** Outputs of the last layer, [count, units], as they are. */
export async function forward(core: NetworkCore, value: unknown): Promise<FloatArray> {
  const { inputs: features, dtype } = core.architecture
  const inputs = checkInputs('inputs', value, features)
  return core.during('predicting', async () => {
    if (inputs.length === 0) return floatArray(dtype, 0)
    const dataset = openInputs(inputs, features, core.normalisation)
    try {
      const outputs = await core.native.logits({ dataset })
      core.assertAlive('predict')
      return outputs
    } finally {
      dataset.dispose()
    }
  })
}
