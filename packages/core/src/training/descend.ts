import type { NativeDataset } from '@blasnet/native'
import { NonFiniteLossError } from '../errors.ts'
import type { NetworkCore } from '../network/core.ts'
import { firstNonFinite } from '../network/float-array.ts'
import { batchOrder } from './batch-order.ts'
import { BlockPace } from './block-pace.ts'
import { diagnose } from './diagnose.ts'
import type {
  History,
  LayerStatisticsPoint,
  StopReason,
  TrainingEvent,
  TrainingResult,
  ValidationPoint,
} from './events.ts'
import { createRunRate } from './learning-rate/run-rate.ts'
import type { TrainingPlan } from './plan.ts'
import { StoppingProgress } from './stopping/progress.ts'
import { timed } from './stopwatch.ts'
import { ThreadPace } from './thread-pace.ts'
import { BadLoss, measure } from './validation.ts'

/** The data of a run in the engine's hands. */
export interface OpenData {
  readonly train: NativeDataset
  readonly validation: NativeDataset | undefined
}

/**
 * Takes the steps of a run, block by block: steps up to the next pause of the schedule, then what is due there. Emits
 * every event but `stopped`.
 *
 * @throws NonFiniteLossError when a loss is not finite, or a weight after the last step
 */
export async function descend(
  core: NetworkCore,
  plan: TrainingPlan,
  data: OpenData,
  emit: (event: TrainingEvent) => void,
): Promise<TrainingResult> {
  const start = performance.now()
  const { schedule, batchSize, threads, optimizer, loss, seed } = plan
  const { native } = core
  const orderOf = batchOrder({ ...plan, count: plan.train.count })
  const rate = createRunRate({
    learningRate: plan.learningRate,
    schedule: plan.learningRateSchedule,
    stepsPerEpoch: schedule.stepsPerEpoch,
    totalSteps: schedule.maxSteps,
  })
  const pace = new BlockPace()
  const threadPace = new ThreadPace(native.trainingThreads({ batchSize, threads }))
  const stopping = plan.stopping && new StoppingProgress(plan.stopping)
  const averages = optimizer.averageDecay !== undefined
  const { diagnosticSamples: samples } = plan
  const diagnostics: LayerStatisticsPoint[] = []
  const measured: { trainLoss: number[]; validation: ValidationPoint[] } = { trainLoss: [], validation: [] }
  const history: History & typeof measured = samples === undefined ? measured : { ...measured, diagnostics }
  const seconds = { training: 0, validation: 0 }
  let order: Uint32Array = new Uint32Array()
  let orderedEpoch = -1

  const aborted = () => plan.signal?.aborted === true
  const diverged = (measuredOn: string, bad: number, step: number, firstIn?: 'inputs' | number | 'loss') =>
    new NonFiniteLossError({
      ...{ measuredOn, loss: bad, step, learningRate: rate.at(step), history },
      ...(firstIn !== undefined && { firstIn }),
    })

  /** Cores that do not train distort images; without one to spare, those that train do it on the way. */
  function augmenting(trainingThreads: number) {
    const { augmentation } = plan
    return augmentation && { augmentation, augmentationThreads: Math.max(0, threads - trainingThreads) }
  }

  /** Trains up to and including step `last`; may take fewer steps when cancelled. */
  async function takeBlock(step: number, last: number): Promise<void> {
    const epoch = schedule.epochOf(step)
    if (epoch !== orderedEpoch) {
      order = orderOf(epoch)
      orderedEpoch = epoch
    }
    const first = (step % schedule.stepsPerEpoch) * batchSize
    const indices = order.subarray(first, first + (last + 1 - step) * batchSize)
    const learningRate = rate.between(step, last)
    const options = { dataset: data.train, indices, batchSize, learningRate, optimizer, loss, seed, firstStep: step }
    const { threads: own } = threadPace
    const block = await timed(() => native.trainSteps({ ...options, threads: own, ...augmenting(own) }))
    core.assertAlive('train')
    seconds.training += block.seconds
    const losses = Array.from(block.value.losses)
    const bad = block.value.ended === 'non-finite' ? losses.pop() : undefined
    if (losses.length > 0) {
      pace.measure(losses.length, block.seconds)
      threadPace.measure(losses.length, block.seconds)
      for (const one of losses) history.trainLoss.push(one)
      const samplesPerSecond = (losses.length * batchSize) / block.seconds
      const lastRate = rate.at(step + losses.length - 1)
      emit({ type: 'step-block', step, losses, epoch, learningRate: lastRate, samplesPerSecond })
    }
    if (bad !== undefined) throw diverged('the training batch', bad, step + losses.length, block.value.nonFiniteIn)
  }

  /** Works on the averaged weights, where there are any. */
  async function withAverage<T>(work: () => Promise<T>): Promise<T> {
    if (!averages) return work()
    native.swapAverage()
    try {
      return await work()
    } finally {
      if (!core.disposed) native.swapAverage()
    }
  }

  /** Evaluates validation and training data; drops the figures when cancelled on the way. Whether to stop. */
  async function validate(step: number, validation: NativeDataset): Promise<boolean> {
    const begun = performance.now()
    try {
      return await withAverage(async () => {
        const point = await measure(native, plan, { train: data.train, validation }, step)
        core.assertAlive('train')
        if (point === undefined || aborted()) return false
        if (samples !== undefined) {
          const diagnosis = { dataset: data.train, loss, samples, learningRate: rate.at(step), step }
          diagnostics.push(await diagnose(native, diagnosis))
          core.assertAlive('train')
        }
        rate.observe(step, point.loss)
        history.validation.push(point)
        emit({ type: 'validation', epoch: schedule.epochOf(step), ...point })
        return stopping?.observe(point, () => native.getParameters()) ?? false
      })
    } catch (error) {
      if (error instanceof BadLoss) throw diverged(error.measuredOn, error.loss, step)
      throw error
    } finally {
      seconds.validation += (performance.now() - begun) / 1000
    }
  }

  /** Takes one block and does what is due after its last step; returns the reason to stop, if there is one. */
  async function advance(): Promise<StopReason | undefined> {
    if (aborted()) return 'aborted'
    const from = history.trainLoss.length
    await takeBlock(from, Math.min(schedule.nextPause(from), from + pace.steps - 1))
    const step = history.trainLoss.length - 1
    // A block cut short by an abort may have taken no step at all.
    if (step < from) return undefined
    const due = data.validation !== undefined && schedule.validatesAfter(step) && !aborted()
    const stop = due && (await validate(step, data.validation as NativeDataset))
    if (schedule.endsEpoch(step)) {
      const losses = history.trainLoss.slice(-schedule.stepsPerEpoch)
      const trainLoss = losses.reduce((sum, one) => sum + one, 0) / losses.length
      emit({ type: 'epoch', epoch: schedule.epochOf(step), step, trainLoss })
    }
    if (aborted()) return 'aborted'
    if (stop) return 'early-stopping'
    return step + 1 === schedule.maxSteps ? schedule.end : undefined
  }

  native.resetOptimizer()
  let reason: StopReason | undefined
  while (reason === undefined) reason = await advance()
  const step = history.trainLoss.length - 1
  if (averages && step >= 0) native.swapAverage()
  const best = stopping?.best
  if (best !== undefined) native.setParameters(best.weights)
  const infinite = step < 0 ? undefined : firstNonFinite(native.getParameters(), core.tensors)
  if (infinite !== undefined) {
    // The last update went wrong, and no batch came after it to show it.
    const { tensor, value } = infinite
    throw new NonFiniteLossError({ measuredOn: tensor, loss: value, step, learningRate: rate.at(step), history })
  }
  const restored = best !== undefined && best.step !== step ? { restoredStep: best.step } : {}
  return {
    history,
    stopped: { reason, step, epoch: (step + 1) / schedule.stepsPerEpoch, ...restored },
    seconds: { total: (performance.now() - start) / 1000, ...seconds },
  }
}
