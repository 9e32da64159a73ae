import type { NativeDataset, NativeLoss, NativeOptimizer } from '@blasnet/native'
import type { ImageAugmentation } from '../data/image-augmentation.ts'
import { NonFiniteLossError } from '../errors.ts'
import type { NetworkCore } from '../network/core.ts'
import { firstNonFinite } from '../network/float-array.ts'
import { BlockPace } from './block-pace.ts'
import type {
  History,
  LayerStatisticsPoint,
  StopReason,
  TrainingEvent,
  TrainingResult,
  ValidationPoint,
} from './events.ts'
import type { RunRate } from './learning-rate/run-rate.ts'
import type { StoppingPlan } from './stopping/check-stopping.ts'
import { StoppingProgress } from './stopping/progress.ts'
import { timed } from './stopwatch.ts'
import { ThreadPace } from './thread-pace.ts'
import { BadLoss } from './validation.ts'

/** What a run goes by, wherever its data comes from. */
export interface RunPlan {
  readonly batchSize: number
  readonly loss: NativeLoss
  readonly optimizer: NativeOptimizer
  readonly seed: number
  readonly threads: number
  readonly stopping: StoppingPlan | undefined
  readonly signal: AbortSignal | undefined
  readonly augmentation?: ImageAugmentation | undefined
}

/** Batches to take steps on, one after the other. */
export interface StepBlock {
  readonly dataset: NativeDataset
  /** [steps · batchSize] */
  readonly indices: Uint32Array
  readonly epoch: number
}

/** Where a run over any data stands: takes steps and validations, records and reports them. */
export class RunProgress {
  readonly #core: NetworkCore
  readonly #plan: RunPlan
  readonly #rate: RunRate
  readonly #emit: (event: TrainingEvent) => void
  readonly #start = performance.now()
  readonly #seconds = { training: 0, validation: 0 }
  readonly #pace = new BlockPace()
  readonly #threadPace: ThreadPace
  readonly #stopping: StoppingProgress | undefined
  readonly #trainLoss: number[] = []
  readonly #validation: ValidationPoint[] = []
  readonly #diagnostics: LayerStatisticsPoint[] = []
  readonly #history: History

  constructor(
    core: NetworkCore,
    plan: RunPlan & { readonly diagnosticSamples?: number | undefined },
    rate: RunRate,
    emit: (event: TrainingEvent) => void,
  ) {
    this.#core = core
    this.#plan = plan
    this.#rate = rate
    this.#emit = emit
    const { batchSize, threads } = plan
    this.#threadPace = new ThreadPace(core.native.trainingThreads({ batchSize, threads }))
    this.#stopping = plan.stopping && new StoppingProgress(plan.stopping)
    const measured = { trainLoss: this.#trainLoss, validation: this.#validation }
    this.#history = plan.diagnosticSamples === undefined ? measured : { ...measured, diagnostics: this.#diagnostics }
    core.native.resetOptimizer()
  }

  /** Steps taken. */
  get steps(): number {
    return this.#trainLoss.length
  }

  get aborted(): boolean {
    return this.#plan.signal?.aborted === true
  }

  /** Most steps that the next block should have. */
  get blockSteps(): number {
    return this.#pace.steps
  }

  /**
   * Takes the steps of a block, or fewer when cancelled.
   *
   * @throws NonFiniteLossError
   */
  async takeSteps({ dataset, indices, epoch }: StepBlock): Promise<void> {
    const { batchSize, optimizer, loss, seed } = this.#plan
    const step = this.steps
    const learningRate = this.#rate.between(step, step + indices.length / batchSize - 1)
    const options = { dataset, indices, batchSize, learningRate, optimizer, loss, seed, firstStep: step }
    const { threads } = this.#threadPace
    const block = await timed(() => this.#core.native.trainSteps({ ...options, threads, ...this.#augmenting(threads) }))
    this.#core.assertAlive('train')
    this.#seconds.training += block.seconds
    const losses = Array.from(block.value.losses)
    const bad = block.value.ended === 'non-finite' ? losses.pop() : undefined
    if (losses.length > 0) {
      this.#pace.measure(losses.length, block.seconds)
      this.#threadPace.measure(losses.length, block.seconds)
      for (const one of losses) this.#trainLoss.push(one)
      const samplesPerSecond = (losses.length * batchSize) / block.seconds
      const lastRate = this.#rate.at(step + losses.length - 1)
      this.#emit({ type: 'step-block', step, losses, epoch, learningRate: lastRate, samplesPerSecond })
    }
    if (bad !== undefined)
      throw this.#diverged('the training batch', bad, step + losses.length, block.value.nonFiniteIn)
  }

  /**
   * Measures the network, with its averaged weights where there are any, after the last step taken; `measure` gives
   * undefined, and nothing is recorded, when cancelled on the way. Whether to stop.
   *
   * @throws NonFiniteLossError
   */
  async validate(
    epoch: number,
    measure: (step: number) => Promise<ValidationPoint | undefined>,
    diagnose?: (step: number, learningRate: number) => Promise<LayerStatisticsPoint>,
  ): Promise<boolean> {
    const step = this.steps - 1
    const begun = performance.now()
    try {
      return await this.#withAverage(async () => {
        const point = await measure(step)
        this.#core.assertAlive('train')
        if (point === undefined || this.aborted) return false
        if (diagnose !== undefined) {
          this.#diagnostics.push(await diagnose(step, this.#rate.at(step)))
          this.#core.assertAlive('train')
        }
        this.#rate.observe(step, point.loss)
        this.#validation.push(point)
        this.#emit({ type: 'validation', epoch, ...point })
        return this.#stopping?.observe(point, () => this.#core.native.getParameters()) ?? false
      })
    } catch (error) {
      if (error instanceof BadLoss) throw this.#diverged(error.measuredOn, error.loss, step)
      throw error
    } finally {
      this.#seconds.validation += (performance.now() - begun) / 1000
    }
  }

  /** Reports the end of an epoch that had so many steps. */
  endEpoch(epoch: number, steps: number): void {
    const losses = this.#trainLoss.slice(-steps)
    const trainLoss = losses.reduce((sum, one) => sum + one, 0) / losses.length
    this.#emit({ type: 'epoch', epoch, step: this.steps - 1, trainLoss })
  }

  /**
   * Gives the network the weights that it is to have in the end. `epoch`: passes made, with the fraction of the last.
   *
   * @throws NonFiniteLossError when some of them are not finite
   */
  finish(reason: StopReason, epoch: number): TrainingResult {
    const { native } = this.#core
    const step = this.steps - 1
    if (this.#averages && step >= 0) native.swapAverage()
    const best = this.#stopping?.best
    if (best !== undefined) native.setParameters(best.weights)
    const infinite = step < 0 ? undefined : firstNonFinite(native.getParameters(), this.#core.tensors)
    // The last update went wrong, and no batch came after it to show it.
    if (infinite !== undefined) throw this.#diverged(infinite.tensor, infinite.value, step)
    const restored = best !== undefined && best.step !== step ? { restoredStep: best.step } : {}
    return {
      history: this.#history,
      stopped: { reason, step, epoch, ...restored },
      seconds: { total: (performance.now() - this.#start) / 1000, ...this.#seconds },
    }
  }

  /** Cores that do not train distort images; without one to spare, those that train do it on the way. */
  #augmenting(trainingThreads: number) {
    const { augmentation, threads } = this.#plan
    return augmentation && { augmentation, augmentationThreads: Math.max(0, threads - trainingThreads) }
  }

  get #averages(): boolean {
    return this.#plan.optimizer.averageDecay !== undefined
  }

  /** Works on the averaged weights, where there are any. */
  async #withAverage<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#averages) return work()
    const { native } = this.#core
    native.swapAverage()
    try {
      return await work()
    } finally {
      if (!this.#core.disposed) native.swapAverage()
    }
  }

  #diverged(measuredOn: string, loss: number, step: number, firstIn?: 'inputs' | number | 'loss'): NonFiniteLossError {
    const learningRate = this.#rate.at(step)
    const found = { measuredOn, loss, step, learningRate, history: this.#history }
    return new NonFiniteLossError({ ...found, ...(firstIn !== undefined && { firstIn }) })
  }
}
