import { checkObject } from '@blasnet/check'
import type { Inputs } from '@blasnet/datasets'
import type { FloatArray } from '@blasnet/native'
import { checkInputs } from '../data/check-data.ts'
import { openInputs } from '../data/native-dataset.ts'
import { InputDataError } from '../errors.ts'
import { checkSignal } from './check-signal.ts'
import type { NetworkCore } from './core.ts'
import { floatArray } from './float-array.ts'
import { sigmoidRows } from './sigmoid.ts'
import { softmaxRows } from './softmax.ts'

export interface Prediction {
  /** The most probable class of each sample, [count]; the first among equals. */
  readonly labels: Uint32Array
  /**
   * softmax of the last layer's outputs, [count, units] row-major, of the network's dtype. With one unit: 1/(1 + e^−z), the
   * probability of class 1.
   */
  readonly probabilities: FloatArray
  /** Units of the last layer: the length of a row of `probabilities`. */
  readonly units: number
}

/** Options of `predict` and `forward`. */
export interface PredictOptions {
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Probabilities a piece: softmax runs on the main thread, some milliseconds at a time. */
const PROBABILITIES_PER_CHUNK = 2 ** 17

export async function predict(core: NetworkCore, value: unknown, given: unknown = {}): Promise<Prediction> {
  const { inputs: features, dtype } = core.architecture
  const inputs: Inputs = checkInputs('inputs', value, features)
  const units = core.classes
  const count = inputs.length / features
  const prediction = {
    labels: new Uint32Array(count),
    probabilities: floatArray(dtype, count * units),
    units,
  }
  const signal = checkSignal('signal', checkObject('options', given, ['signal']).signal)
  const work = async () => {
    if (count === 0) return prediction
    const dataset = openInputs(inputs, features, core.normalisation)
    try {
      const rows = Math.max(1, Math.floor(PROBABILITIES_PER_CHUNK / units))
      for (let first = 0; first < count; first += rows) {
        const labels = prediction.labels.subarray(first, first + rows)
        const out = prediction.probabilities.subarray(first * units, (first + labels.length) * units)
        const logits = await core.native.logits({ dataset, first, count: labels.length })
        core.assertAlive('predict')
        signal?.throwIfAborted()
        const bad = units === 1 ? sigmoidRows(logits, out, labels) : softmaxRows(logits, units, out, labels)
        if (bad >= 0)
          throw new InputDataError(
            'inputs',
            'samples that give finite logits',
            `NaN or infinity for sample ${first + bad}`,
          )
      }
      return prediction
    } finally {
      dataset.dispose()
    }
  }
  return core.during('predicting', work, signal)
}
