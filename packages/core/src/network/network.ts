import { OptionError } from '@blasnet/check'
import type { Inputs, Normalisation } from '@blasnet/datasets'
import type { DType, FloatArray } from '@blasnet/native'
import type { TrainingData } from '../data/options.ts'
import { loadWeights } from '../files/load-weights.ts'
import { saveNetwork } from '../files/save-network.ts'
import { countParameters, type ResolvedLayer } from './architecture.ts'
import { checkNetworkOptions } from './check-options.ts'
import { NetworkCore } from './core.ts'
import { type EvaluateOptions, type Evaluation, evaluate } from './evaluate.ts'
import { forward } from './forward.ts'
import { initialParameters } from './initialise.ts'
import type { NetworkOptions } from './options.ts'
import { type Prediction, type PredictOptions, predict } from './predict.ts'

/** One tensor of a network, copied. */
export interface Parameter {
  /** `layers.0.weight` */
  readonly name: string
  /** Weight [units, inputs], anything else [units]. */
  readonly shape: readonly number[]
  /** Row-major. */
  readonly values: FloatArray
}

/** Reaches a network's inside from within this package; what {@link Network} shows is all that others need. */
let reach: (network: Network) => NetworkCore

/**
 * A multilayer perceptron: made by {@link createNetwork} or `loadNetwork`, trained by `train`.
 *
 * While it is training, loading weights or having its gradients checked, its methods throw BusyError (ERR_BLASNET_BUSY);
 * predictions and evaluations may run side by side. After `dispose` they throw DisposedError (ERR_BLASNET_DISPOSED).
 */
export class Network<Units extends number = number> {
  /** Features of one sample. */
  readonly inputs: number
  /** Units of the last layer. */
  readonly outputs: Units
  /** Probability of dropping each input while training. */
  readonly inputDropout: number
  /** With every default filled in. */
  readonly layers: readonly ResolvedLayer[]
  readonly dtype: DType
  /** Seed of the initial weights. */
  readonly seed: number
  /** What is learnt: weights and biases of all layers, scales and shifts of their batch normalisations. */
  readonly parameterCount: number
  readonly #core: NetworkCore

  static {
    reach = network => network.#core
  }

  /** @internal Use {@link createNetwork} or `loadNetwork`. */
  constructor(core: NetworkCore) {
    if (!(core instanceof NetworkCore)) {
      throw new OptionError('Network', 'to be made by createNetwork or loadNetwork', core)
    }
    this.#core = core
    this.inputs = core.architecture.inputs
    this.outputs = core.classes as Units
    this.inputDropout = core.architecture.inputDropout ?? 0
    this.layers = core.architecture.layers
    this.dtype = core.architecture.dtype
    this.seed = core.architecture.seed
    this.parameterCount = countParameters(core.architecture)
  }

  /** Applied to every input before the first layer: (x − mean) / standardDeviation. Undefined: inputs as they are. */
  get normalisation(): Normalisation | undefined {
    return this.#core.normalisation
  }

  /**
   * Classifies samples, [count, inputs] row-major: softmax of the outputs and the class of the largest, the first among
   * equals; with one output σ(z) and the class 1 where z is above 0.
   *
   * ```ts
   * const { labels, probabilities, units } = await network.predict(images)
   * probabilities[3 * units + 7] // that sample 3 is a seven
   * ```
   *
   * @throws OptionError, InputDataError (ERR_BLASNET_DATA; also for outputs that are not finite), BusyError, DisposedError,
   *   or the reason of `signal`.
   */
  async predict(inputs: Inputs, options?: PredictOptions): Promise<Prediction> {
    return predict(this.#core, inputs, options)
  }

  /**
   * What the last layer gives for samples, [count, inputs] row-major: [count, outputs] row-major, of the network's dtype.
   * Logits for a classifier; for a regression whose targets were normalised, numbers in the normalised unit:
   *
   * ```ts
   * const outputs = await network.forward(inputs)
   * const predictions = outputs.map(output => output * standardDeviation + mean)
   * ```
   *
   * @throws OptionError, InputDataError (ERR_BLASNET_DATA), BusyError, DisposedError, or the reason of `signal`.
   */
  async forward(inputs: Inputs, options?: PredictOptions): Promise<FloatArray> {
    return forward(this.#core, inputs, options)
  }

  /**
   * Mean loss over data, and accuracy where it has labels. Dropout and penalties play no part, and batch normalisation takes
   * its running statistics. With one output the loss has to be said; default `softmax-cross-entropy`.
   *
   * ```ts
   * const { loss, accuracy } = await network.evaluate(mnist.test)
   * await regression.evaluate({ inputs, targets }, { loss: 'mean-squared-error' })
   * ```
   *
   * @throws OptionError, InputDataError, NonFiniteLossError (ERR_BLASNET_NON_FINITE), BusyError, DisposedError, or the reason
   *   of `signal`.
   */
  async evaluate(
    data: TrainingData,
    ...[options]: Units extends 1 ? [options: EvaluateOptions<Units>] : [options?: EvaluateOptions<Units>]
  ): Promise<Evaluation> {
    return evaluate(this.#core, data, options)
  }

  /**
   * A copy of every tensor, layer by layer: weight, bias where the layer has one, and with batch normalisation
   * `norm.scale`, `norm.shift`, `norm.running_mean` and `norm.running_variance`.
   *
   * @throws BusyError, DisposedError
   */
  parameters(): Parameter[] {
    const all = this.#core.snapshot('read its parameters')
    return this.#core.tensors.map(({ name, shape, offset, length }) => ({
      name,
      shape,
      values: all.slice(offset, offset + length),
    }))
  }

  /**
   * Replaces all weights by those of a safetensors file with the names and shapes of {@link parameters}, F32 or F64.
   * Metadata, and with it a normalisation in the file, is not read. On any error the weights stay as they were.
   *
   * @throws ModelFileError (ERR_BLASNET_MODEL_FILE), BusyError, DisposedError
   */
  async loadWeights(file: string): Promise<void> {
    return loadWeights(this.#core, file)
  }

  /**
   * Writes architecture, normalisation and weights as safetensors, as they are at the time of the call. The file
   * appears whole or not at all.
   *
   * @throws ModelFileError, BusyError, DisposedError
   */
  async save(file: string): Promise<void> {
    return saveNetwork(this.#core, file)
  }

  /** Frees the memory, ending what runs: that rejects with DisposedError. Calling it again does nothing. */
  dispose(): void {
    this.#core.dispose()
  }

  [Symbol.dispose](): void {
    this.dispose()
  }
}

/**
 * Makes a network with initial weights drawn from its seed. Its outputs are those of the last layer as they are: logits, to
 * which losses and `predict` apply softmax or σ.
 *
 * ```ts
 * const network = createNetwork({ inputs: 784, layers: [{ units: 64, activation: 'sigmoid' }, { units: 10 }], seed: 1 })
 * const hidden = { units: 256, activation: 'relu', batchNorm: true, dropout: 0.3 } as const
 * const twoClasses = createNetwork({ inputs: 30, layers: [hidden, { units: 1 }] }) // Network<1>
 * ```
 *
 * @throws OptionError (ERR_BLASNET_OPTION) naming the option, what was expected and what came.
 */
export function createNetwork<const Units extends number>(options: NetworkOptions<Units>): Network<Units> {
  const { architecture, normalisation } = checkNetworkOptions(options)
  return new Network(new NetworkCore(architecture, initialParameters(architecture), normalisation))
}

/**
 * @throws OptionError when `network` is not a {@link Network}.
 */
export function coreOf(network: unknown): NetworkCore {
  if (!(network instanceof Network)) {
    throw new OptionError('network', 'a network made by createNetwork or loadNetwork', network)
  }
  return reach(network)
}
