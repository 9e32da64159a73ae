import { checkInteger, checkNumber, checkObject, OptionError } from '@blasnet/check'
import { permutation } from '@blasnet/native'
import { checkTrainingData } from '../data/check-data.ts'
import { openTrainingData } from '../data/native-dataset.ts'
import type { TrainingData } from '../data/options.ts'
import { NonFiniteLossError } from '../errors.ts'
import type { ParameterTensor } from '../network/architecture.ts'
import { checkSeed } from '../network/check-options.ts'
import { checkSignal } from '../network/check-signal.ts'
import type { NetworkCore } from '../network/core.ts'
import { coreOf, type Network } from '../network/network.ts'
import { checkLoss } from '../training/loss/check-loss.ts'
import type { LossOption } from '../training/loss/options.ts'
import { spreadOver } from './spread.ts'

export type CheckGradientsOptions<Units extends number = number> = LossOption<Units> & {
  readonly data: TrainingData
  /** Samples of the one batch that the loss is taken over; all there are when there are fewer. Default 100. */
  readonly samples?: number
  /** ε of the central difference (C(w + ε) − C(w − ε)) / 2ε, whose own error is of the order ε². Default 1e-3. */
  readonly epsilon?: number
  /** How many to check, an equal share of every tensor and evenly spaced within it. Default `all`. */
  readonly parameters?: 'all' | number
  /** Draws the samples at random. Default: the first ones. */
  readonly seed?: number
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

export interface TensorGradientCheck {
  /** `layers.0.weight` */
  readonly name: string
  readonly shape: readonly number[]
  /** Parameters of this tensor checked. */
  readonly checked: number
  /** Largest |analytic − numeric|. */
  readonly largestDifference: number
  /** Where that is: `index` counts row-major within the tensor. */
  readonly worst: { readonly index: number; readonly analytic: number; readonly numeric: number }
}

export interface GradientCheck {
  /** Mean loss of the batch, penalties included. */
  readonly loss: number
  readonly epsilon: number
  readonly samples: number
  readonly checked: number
  readonly largestDifference: number
  readonly tensors: readonly TensorGradientCheck[]
}

const KEYS = ['data', 'loss', 'samples', 'epsilon', 'parameters', 'seed', 'signal'] as const

/**
 * Compares the gradient of backpropagation with central differences of the loss. Changes nothing. A ReLU has no
 * derivative at 0: a unit within ε of it gives a difference that is no mistake. The batch is seen as in training: dropout
 * drops the same for both, and batch normalisation takes the statistics of the batch.
 *
 * ```ts
 * const network = createNetwork({ inputs: 784, layers: [{ units: 64, activation: 'tanh' }, { units: 10 }], dtype: 'float64' })
 * const { largestDifference } = await checkGradients(network, { data: mnist.train, parameters: 500 })
 * ```
 *
 * @throws OptionError (also when the network is not float64), InputDataError, NonFiniteLossError, BusyError, DisposedError,
 *   or the reason of `signal`.
 */
export async function checkGradients<Units extends number>(
  network: Network<Units>,
  options: CheckGradientsOptions<Units>,
): Promise<GradientCheck> {
  const core = coreOf(network)
  const { data, loss: lossOption, indices, epsilon, picks, signal } = checkOptions(core, options)
  const work = async () => {
    const shape = { features: core.architecture.inputs, classes: core.classes }
    const dataset = openTrainingData(data, shape, core.normalisation)
    try {
      const tensors: TensorGradientCheck[] = []
      const { loss, gradient } = await core.native.gradient({ dataset, indices, loss: lossOption })
      core.assertAlive('check gradients')
      signal?.throwIfAborted()
      if (!Number.isFinite(loss)) throw new NonFiniteLossError({ measuredOn: 'the checked samples', loss })
      for (const [index, tensor] of core.tensors.entries()) {
        const parameters = picks[index]!
        const numeric = await core.native.numericalGradient({
          ...{ dataset, indices, loss: lossOption, epsilon, parameters },
        })
        core.assertAlive('check gradients')
        signal?.throwIfAborted()
        tensors.push(compare(tensor, parameters, gradient, numeric))
      }
      return {
        loss,
        epsilon,
        samples: indices.length,
        checked: tensors.reduce((sum, { checked }) => sum + checked, 0),
        largestDifference: Math.max(...tensors.map(({ largestDifference }) => largestDifference)),
        tensors,
      }
    } finally {
      dataset.dispose()
    }
  }
  return core.during('checking gradients', work, signal)
}

function checkOptions(core: NetworkCore, value: unknown) {
  const { dtype, inputs } = core.architecture
  if (dtype !== 'float64') {
    throw new OptionError('network', 'dtype float64, as differences of float32 losses are mostly rounding', dtype)
  }
  const options = checkObject('options', value, KEYS)
  const samples = checkInteger('samples', options.samples ?? 100, { min: 1 })
  const epsilon = checkNumber('epsilon', options.epsilon ?? 1e-3, { min: 1e-12, max: 1 })
  const seed = options.seed === undefined ? undefined : checkSeed('seed', options.seed)
  const signal = checkSignal('signal', options.signal)
  const data = checkTrainingData('data', options.data, { features: inputs, classes: core.classes })
  const loss = checkLoss('loss', options.loss, core.classes)
  const { count } = data
  const order =
    seed === undefined
      ? Uint32Array.from({ length: Math.min(samples, count) }, (_, index) => index)
      : permutation({ count, seed, stream: 0 })
  return {
    data,
    loss,
    indices: order.slice(0, samples),
    epsilon,
    picks: pick(core.tensors, options.parameters),
    signal,
  }
}

/** The parameters to check, tensor by tensor. */
function pick(tensors: readonly ParameterTensor[], parameters: unknown = 'all'): Uint32Array[] {
  const total = tensors.reduce((sum, { length }) => sum + length, 0)
  if (parameters === 'all') return spreadOver(tensors, total)
  if (!Number.isSafeInteger(parameters) || (parameters as number) < tensors.length) {
    const expected = `'all' or an integer from ${tensors.length}, one for each tensor`
    throw new OptionError('parameters', expected, parameters)
  }
  return spreadOver(tensors, Math.min(parameters as number, total))
}

function compare(
  { name, shape, offset }: ParameterTensor,
  parameters: Uint32Array,
  gradient: ArrayLike<number>,
  numerical: Float64Array,
): TensorGradientCheck {
  let worst = { index: -1, analytic: 0, numeric: 0 }
  let largestDifference = -1
  for (const [position, parameter] of parameters.entries()) {
    const analytic = gradient[parameter]!
    const numeric = numerical[position]!
    const difference = Math.abs(analytic - numeric)
    // Written so that NaN counts as the largest difference and stays.
    if (!(difference <= largestDifference) && !Number.isNaN(largestDifference)) {
      largestDifference = difference
      worst = { index: parameter - offset, analytic, numeric }
    }
  }
  return { name, shape, checked: parameters.length, largestDifference, worst }
}
