import type { NativeDataset } from '@blasnet/native'
import { NonFiniteLossError } from '../errors.ts'
import type { NetworkCore } from '../network/core.ts'
import { batchOrder } from './batch-order.ts'
import { BlockPace } from './block-pace.ts'
import { diagnose } from './diagnose.ts'
import { shouldStop } from './early-stopping.ts'
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
import { timed } from './stopwatch.ts'
import { ThreadPace } from './thread-pace.ts'

/** The data of a run in the engine's hands. */
export interface OpenData {
  readonly train: NativeDataset
  readonly validation: NativeDataset | undefined
}

/**
 * Takes the steps of a run, block by block: steps up to the next pause of the schedule, then what is due there. Emits
 * every event but `stopped`.
 *
 * @throws NonFiniteLossError
 */
export async function descend(
  core: NetworkCore,
  plan: TrainingPlan,
  data: OpenData,
  emit: (event: TrainingEvent) => void,
): Promise<TrainingResult> {
  const start = performance.now()
  const { schedule, batchSize, momentum, threads } = plan
  const { native } = core
  const orderOf = batchOrder({ ...plan, count: plan.train.labels.length })
  const rate = createRunRate({
    learningRate: plan.learningRate,
    schedule: plan.learningRateSchedule,
    stepsPerEpoch: schedule.stepsPerEpoch,
    totalSteps: schedule.maxSteps,
  })
  const pace = new BlockPace()
  const threadPace = new ThreadPace(native.trainingThreads({ batchSize, threads }))
  const { diagnosticSamples: samples } = plan
  const diagnostics: LayerStatisticsPoint[] = []
  const measured: { trainLoss: number[]; validation: ValidationPoint[] } = { trainLoss: [], validation: [] }
  const history: History & typeof measured = samples === undefined ? measured : { ...measured, diagnostics }
  const seconds = { training: 0, validation: 0 }
  let order: Uint32Array = new Uint32Array()
  let orderedEpoch = -1

  const aborted = () => plan.signal?.aborted === true
  const diverged = (measuredOn: string, loss: number, step: number) =>
    new NonFiniteLossError({ measuredOn, loss, step, learningRate: rate.at(step), history })

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
    const options = { dataset: data.train, indices, batchSize, learningRate, momentum }
    const block = await timed(() => native.trainSteps({ ...options, threads: threadPace.threads }))
    core.assertAlive('train')
    seconds.training += block.seconds
    const losses = Array.from(block.value.losses)
    const bad = block.value.ended === 'non-finite' ? losses.pop() : undefined
    if (losses.length > 0) {
      pace.measure(losses.length, block.seconds)
      threadPace.measure(losses.length, block.seconds)
      for (const loss of losses) history.trainLoss.push(loss)
      const samplesPerSecond = (losses.length * batchSize) / block.seconds
      emit({ type: 'step-block', step, losses, epoch, samplesPerSecond })
    }
    if (bad !== undefined) throw diverged('the training batch', bad, step + losses.length)
  }

  /** Evaluates validation and training data; drops the figures when cancelled on the way. */
  async function validate(step: number, validation: NativeDataset): Promise<void> {
    const held = await timed(() => native.evaluate({ dataset: validation, threads }))
    core.assertAlive('train')
    seconds.validation += held.seconds
    if (held.value.cancelled || aborted()) return
    const own = await timed(() => native.evaluate({ dataset: data.train, threads }))
    core.assertAlive('train')
    seconds.validation += own.seconds
    if (own.value.cancelled) return
    if (!Number.isFinite(held.value.loss)) throw diverged('the validation data', held.value.loss, step)
    if (!Number.isFinite(own.value.loss)) throw diverged('the training data', own.value.loss, step)
    const point: ValidationPoint = {
      step,
      loss: held.value.loss,
      accuracy: held.value.correct / held.value.count,
      trainAccuracy: own.value.correct / own.value.count,
    }
    if (samples !== undefined) {
      const diagnosis = { dataset: data.train, samples, learningRate: rate.at(step), step }
      const layers = await timed(() => diagnose(native, diagnosis))
      core.assertAlive('train')
      seconds.validation += layers.seconds
      diagnostics.push(layers.value)
    }
    rate.observe(step, point.loss)
    history.validation.push(point)
    emit({ type: 'validation', epoch: schedule.epochOf(step), ...point })
  }

  /** Takes one block and does what is due after its last step; returns the reason to stop, if there is one. */
  async function advance(): Promise<StopReason | undefined> {
    if (aborted()) return 'aborted'
    const from = history.trainLoss.length
    await takeBlock(from, Math.min(schedule.nextPause(from), from + pace.steps - 1))
    const step = history.trainLoss.length - 1
    // A block cut short by an abort may have taken no step at all.
    if (step < from) return undefined
    const validated = history.validation.length
    if (data.validation !== undefined && schedule.validatesAfter(step) && !aborted())
      await validate(step, data.validation)
    if (schedule.endsEpoch(step)) {
      const losses = history.trainLoss.slice(-schedule.stepsPerEpoch)
      const trainLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length
      emit({ type: 'epoch', epoch: schedule.epochOf(step), step, trainLoss })
    }
    if (aborted()) return 'aborted'
    const { patience } = plan
    if (patience !== undefined && history.validation.length > validated) {
      const losses = history.validation.slice(-(patience + 1)).map(({ loss }) => loss)
      if (shouldStop(losses, patience)) return 'early-stopping'
    }
    return step + 1 === schedule.maxSteps ? schedule.end : undefined
  }

  native.resetOptimizer()
  let reason: StopReason | undefined
  while (reason === undefined) reason = await advance()
  const step = history.trainLoss.length - 1
  return {
    history,
    stopped: { reason, step, epoch: (step + 1) / schedule.stepsPerEpoch },
    seconds: { total: (performance.now() - start) / 1000, ...seconds },
  }
}
