import type { NativeDataset } from '@blasnet/native'
import type { NetworkCore } from '../network/core.ts'
import { batchOrder } from './batch-order.ts'
import { diagnose } from './diagnose.ts'
import type { StopReason, TrainingEvent, TrainingResult } from './events.ts'
import { createRunRate } from './learning-rate/run-rate.ts'
import type { TrainingPlan } from './plan.ts'
import { RunProgress } from './run-progress.ts'
import { measure } from './validation.ts'

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
  const { schedule, batchSize, loss, diagnosticSamples: samples } = plan
  const { native } = core
  const orderOf = batchOrder({ ...plan, count: plan.train.count })
  const rate = createRunRate({
    learningRate: plan.learningRate,
    schedule: plan.learningRateSchedule,
    stepsPerEpoch: schedule.stepsPerEpoch,
    totalSteps: schedule.maxSteps,
  })
  const run = new RunProgress(core, plan, rate, emit)
  let order: Uint32Array = new Uint32Array()
  let orderedEpoch = -1

  /** Trains up to and including step `last`; may take fewer steps when cancelled. */
  async function takeBlock(step: number, last: number): Promise<void> {
    const epoch = schedule.epochOf(step)
    if (epoch !== orderedEpoch) {
      order = orderOf(epoch)
      orderedEpoch = epoch
    }
    const first = (step % schedule.stepsPerEpoch) * batchSize
    const indices = order.subarray(first, first + (last + 1 - step) * batchSize)
    await run.takeSteps({ dataset: data.train, indices, epoch })
  }

  /** Evaluates validation and training data. Whether to stop. */
  async function validate(validation: NativeDataset): Promise<boolean> {
    const epoch = schedule.epochOf(run.steps - 1)
    const look = (step: number) => measure(native, plan, { train: data.train, validation }, step)
    if (samples === undefined) return run.validate(epoch, look)
    return run.validate(epoch, look, (step, learningRate) =>
      diagnose(native, { dataset: data.train, loss, samples, learningRate, step }),
    )
  }

  /** Takes one block and does what is due after its last step; returns the reason to stop, if there is one. */
  async function advance(): Promise<StopReason | undefined> {
    if (run.aborted) return 'aborted'
    const from = run.steps
    await takeBlock(from, Math.min(schedule.nextPause(from), from + run.blockSteps - 1))
    const step = run.steps - 1
    // A block cut short by an abort may have taken no step at all.
    if (step < from) return undefined
    const due = data.validation !== undefined && schedule.validatesAfter(step) && !run.aborted
    const stop = due && (await validate(data.validation as NativeDataset))
    if (schedule.endsEpoch(step)) run.endEpoch(schedule.epochOf(step), schedule.stepsPerEpoch)
    if (run.aborted) return 'aborted'
    if (stop) return 'early-stopping'
    return step + 1 === schedule.maxSteps ? schedule.end : undefined
  }

  let reason: StopReason | undefined
  while (reason === undefined) reason = await advance()
  return run.finish(reason, run.steps / schedule.stepsPerEpoch)
}
