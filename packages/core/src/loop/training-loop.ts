import { types } from 'node:util'
import { checkNumber, OptionError } from '@blasnet/check'
import { type FloatArray, type NativeLoss, NativeTrainingLoop } from '@blasnet/native'
import { openInputs, openTrainingData } from '../data/native-dataset.ts'
import type { TrainingData } from '../data/options.ts'
import { BusyError, CallOrderError, DisposedError, InputDataError, NonFiniteLossError } from '../errors.ts'
import type { NetworkCore } from '../network/core.ts'
import { type EvaluateOptions, type Evaluation, planEvaluation } from '../network/evaluate.ts'
import { floatArray, indexOfNonFinite } from '../network/float-array.ts'
import { coreOf, type Network, type Parameter } from '../network/network.ts'
import type { TrainingLoopOptions } from './options.ts'
import { type LoopPlan, planLoop } from './plan.ts'

/** How far a step has come. */
const PHASE = { nothing: 0, forward: 1, loss: 2, backward: 3 } as const
type Phase = (typeof PHASE)[keyof typeof PHASE]

const LARGEST = { float32: 3.4028234663852886e38, float64: Number.MAX_VALUE }

/**
 * Training steps piece by piece, made by {@link createTrainingLoop}: `forward`, then `loss` or `setOutputGradient`, then
 * `backward`, then `step`. Each piece runs at once, on the calling thread and those that share it. All throw
 * CallOrderError (ERR_BLASNET_ORDER) out of turn, BusyError (ERR_BLASNET_BUSY) while an evaluation is under way, and
 * DisposedError (ERR_BLASNET_DISPOSED) after `dispose`.
 */
export class TrainingLoop {
  /** Most samples of a batch. */
  readonly batchSize: number
  /** Threads that share each piece. */
  readonly threads: number
  /** Learning rate of a step that is given none. */
  readonly learningRate: number
  readonly #core: NetworkCore
  readonly #native: NativeTrainingLoop
  readonly #release: () => void
  readonly #loss: NativeLoss | 'own'
  readonly #averages: boolean
  readonly #count: number
  #phase: Phase = PHASE.nothing
  #rows = 0
  #steps = 0
  #lastRate: number
  #evaluating = false
  #disposed = false

  /** @internal Use {@link createTrainingLoop}. */
  constructor(core: NetworkCore, plan: LoopPlan) {
    this.#core = core
    this.batchSize = plan.batchSize
    this.learningRate = plan.learningRate
    this.#lastRate = plan.learningRate
    this.#loss = plan.loss
    this.#averages = plan.optimizer.averageDecay !== undefined
    this.#count = plan.data.count
    this.#release = core.hold('training', () => this.#end())
    try {
      const shape = { features: core.architecture.inputs, classes: core.classes }
      const { inputs, labels, targets } = plan.data
      const dataset =
        (labels ?? targets)
          ? openTrainingData(plan.data, shape, plan.normalisation)
          : openInputs(inputs, shape.features, plan.normalisation)
      const { batchSize, optimizer, loss, threads, seed } = plan
      core.native.resetOptimizer()
      this.#native = new NativeTrainingLoop({
        network: core.native,
        dataset,
        batchSize,
        optimizer,
        loss,
        threads,
        seed,
      })
      // The loop keeps what it reads.
      dataset.dispose()
      this.threads = this.#native.threads
      core.normalisation = plan.normalisation
    } catch (error) {
      this.#release()
      throw error
    }
  }

  /** Steps taken. */
  get steps(): number {
    return this.#steps
  }

  /**
   * Takes a batch through the network, as while training: with dropout, and with the statistics of the batch where a layer
   * normalises. What came before of a step is forgotten.
   *
   * @param indices numbers of 1 … batchSize samples of the data; copied
   * @throws OptionError
   */
  forward(indices: Uint32Array): void {
    this.#assertUsable()
    if (!types.isUint32Array(indices)) throw new OptionError('indices', 'a Uint32Array', indices)
    if (indices.length === 0 || indices.length > this.batchSize)
      throw new OptionError('indices', `1 to ${this.batchSize} samples, the batchSize`, indices)
    for (let i = 0; i < indices.length; i++) {
      if ((indices[i] as number) >= this.#count)
        throw new OptionError(`indices[${i}]`, `a sample from 0 to ${this.#count - 1}`, indices[i])
    }
    this.#phase = PHASE.nothing
    this.#native.forward(indices, this.#steps)
    this.#rows = indices.length
    this.#phase = PHASE.forward
  }

  /**
   * What the last layer has made of the batch, a copy: [batch, outputs] row-major, of the network's dtype.
   *
   * @throws NonFiniteLossError (ERR_BLASNET_NON_FINITE) that names step and layer, when some of it is NaN or infinite
   */
  outputs(): FloatArray {
    this.#expect('outputs', PHASE.forward)
    const outputs = this.#native.outputs()
    const bad = indexOfNonFinite(outputs)
    if (bad >= 0) throw this.#nonFinite(outputs[bad] as number)
    return outputs
  }

  /**
   * Loss of the batch, without penalties: what `backward` starts from.
   *
   * @throws NonFiniteLossError (ERR_BLASNET_NON_FINITE) that names step and layer, when it is NaN or infinite; a new
   *   `forward` may follow.
   */
  loss(): number {
    this.#expect('loss', PHASE.forward)
    if (this.#loss === 'own') throw new CallOrderError('loss', "setOutputGradient(), as loss is 'own'")
    const loss = this.#native.loss()
    if (!Number.isFinite(loss)) throw this.#nonFinite(loss)
    if (this.#phase === PHASE.forward) this.#phase = PHASE.loss
    return loss
  }

  /**
   * Gives `backward` the gradient of a loss of your own, ∂C/∂outputs, to start from; in place of that of `loss()`, which may
   * come before or after it.
   *
   * @param gradient [batch, outputs] row-major; copied
   * @throws OptionError, InputDataError (ERR_BLASNET_DATA), NonFiniteLossError when the outputs are not finite themselves
   */
  setOutputGradient(gradient: FloatArray | readonly number[]): void {
    this.#expect('setOutputGradient', PHASE.forward)
    if (this.#phase === PHASE.backward) throw new CallOrderError('setOutputGradient', 'to come before backward()')
    const isArray = Array.isArray(gradient)
    if (!isArray && !types.isFloat32Array(gradient) && !types.isFloat64Array(gradient))
      throw new OptionError('gradient', 'a Float32Array, a Float64Array or an array of numbers', gradient)
    const units = this.#core.classes
    const expected = this.#rows * units
    if (gradient.length !== expected) {
      const sizes = `length ${expected} = ${this.#rows} samples · ${units} outputs`
      throw new InputDataError('gradient', sizes, `length ${gradient.length}`)
    }
    const values = floatArray(this.#core.architecture.dtype, expected)
    for (let i = 0; i < expected; i++) values[i] = gradient[i] as number
    const bad = indexOfNonFinite(values)
    if (bad >= 0) {
      if (this.#native.nonFiniteIn() !== 'loss') throw this.#nonFinite(values[bad] as number)
      throw new InputDataError('gradient', 'finite numbers', `${String(gradient[bad])} at index ${bad}`)
    }
    this.#native.setOutputGradient(values)
    this.#phase = PHASE.loss
  }

  /** From the gradient of the outputs to that of every layer. */
  backward(): void {
    this.#expect('backward', PHASE.loss)
    if (this.#phase === PHASE.backward) throw new CallOrderError('backward', 'one call a step, forward() next')
    this.#native.backward()
    this.#phase = PHASE.backward
  }

  /**
   * ∂C/∂w of every tensor that is learnt, a copy: penalties included, before clipping and decay. Costs about as much as the
   * update that it looks ahead of; `step` does without it.
   */
  gradients(): Parameter[] {
    this.#expect('gradients', PHASE.backward)
    const all = this.#native.gradient()
    return this.#tensorsOf(all, true)
  }

  /**
   * Moves the parameters, and the running statistics of batch normalisations.
   *
   * @param learningRate at least 0. Default: the optimizer's
   * @throws OptionError
   */
  step(learningRate: number = this.learningRate): void {
    this.#expect('step', PHASE.backward)
    const rate = checkNumber('learningRate', learningRate, { min: 0, max: LARGEST[this.#core.architecture.dtype] })
    this.#native.step(rate)
    this.#phase = PHASE.nothing
    this.#lastRate = rate
    this.#steps += 1
  }

  /** A copy of every tensor as the last step left it, as of {@link Network.parameters}; no average. */
  parameters(): Parameter[] {
    this.#assertUsable()
    return this.#tensorsOf(this.#core.native.getParameters(), false)
  }

  /**
   * Mean loss over data, and accuracy where it has labels, of the averaged weights where there are any: between steps, as
   * a step under way is forgotten. Nothing else of the loop can be called until it is done.
   *
   * @throws OptionError, InputDataError, NonFiniteLossError, BusyError, DisposedError
   */
  async evaluate(data: TrainingData, options?: Partial<EvaluateOptions>): Promise<Evaluation> {
    this.#assertUsable()
    const fallback = this.#loss === 'own' ? undefined : this.#loss
    const { measure, signal } = planEvaluation(this.#core, data, options, fallback)
    signal?.throwIfAborted()
    const { native } = this.#core
    const cancel = () => native.cancel()
    const swaps = this.#averages && this.#steps > 0
    this.#phase = PHASE.nothing
    this.#evaluating = true
    try {
      if (swaps) native.swapAverage()
      signal?.addEventListener('abort', cancel, { once: true })
      const evaluation = await measure()
      if (this.#disposed) throw new DisposedError('evaluate', {}, 'training loop')
      return evaluation
    } catch (error) {
      throw this.#disposed && !(error instanceof DisposedError)
        ? new DisposedError('evaluate', { cause: error })
        : error
    } finally {
      signal?.removeEventListener('abort', cancel)
      if (swaps && !this.#core.disposed) native.swapAverage()
      this.#evaluating = false
      if (this.#disposed) this.#finish()
    }
  }

  /** Ends the loop and frees the network for others, with the averaged weights where there are any. */
  dispose(): void {
    if (this.#disposed) return
    this.#end()
    if (this.#evaluating) this.#core.native.cancel()
    else this.#finish()
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  #end(): void {
    this.#disposed = true
    this.#native.dispose()
  }

  #finish(): void {
    if (this.#averages && this.#steps > 0 && !this.#core.disposed) this.#core.native.swapAverage()
    this.#release()
  }

  #assertUsable(): void {
    this.#core.assertAlive('train')
    if (this.#disposed) throw new DisposedError('go on', {}, 'training loop')
    if (this.#evaluating) throw new BusyError('train', 'evaluating')
  }

  #expect(call: string, phase: Phase): void {
    this.#assertUsable()
    if (this.#phase >= phase) return
    const missing = this.#phase === PHASE.nothing ? PHASE.forward : phase
    throw new CallOrderError(call, `${CALLS[missing]} first`)
  }

  #nonFinite(loss: number): NonFiniteLossError {
    const firstIn = this.#native.nonFiniteIn()
    const [step, learningRate] = [this.#steps, this.#lastRate]
    return new NonFiniteLossError({ measuredOn: 'the training batch', loss, step, learningRate, firstIn })
  }

  #tensorsOf(all: FloatArray, learntOnly: boolean): Parameter[] {
    const tensors = this.#core.tensors.filter(({ learnt }) => learnt || !learntOnly)
    return tensors.map(({ name, shape, offset, length }) => ({
      name,
      shape,
      values: all.slice(offset, offset + length),
    }))
  }
}

/** What brings a step as far as each phase. */
const CALLS = ['', 'forward()', 'loss() or setOutputGradient()', 'backward()'] as const

/**
 * Begins a training loop of your own: what `train` does, in pieces that you call.
 *
 * ```ts
 * using loop = createTrainingLoop(network, { data: mnist.train, optimizer: { kind: 'adam', learningRate: 1e-3 }, batchSize: 128 })
 * for (let step = 0; step < 1000; step++) {
 *   loop.forward(Uint32Array.from({ length: 128 }, () => Math.random() * 60_000))
 *   if (loop.loss() > 10) continue // skip what cannot be right
 *   loop.backward()
 *   loop.step(1e-3 * 0.999 ** step)
 * }
 * ```
 *
 * The loop occupies the network until `dispose`; everything else throws BusyError. What the optimizer remembers starts
 * anew. Steps are those of `train`, bit for bit, for the same batches, rates and seed. They run on the calling thread:
 * timers and requests wait for the piece at hand.
 *
 * @throws OptionError (ERR_BLASNET_OPTION), InputDataError (ERR_BLASNET_DATA), BusyError (ERR_BLASNET_BUSY), DisposedError
 *   (ERR_BLASNET_DISPOSED)
 */
export function createTrainingLoop<Units extends number>(
  network: Network<Units>,
  options: TrainingLoopOptions<Units>,
): TrainingLoop {
  const core = coreOf(network)
  core.assertAlive('train')
  return new TrainingLoop(core, planLoop(core, options))
}
