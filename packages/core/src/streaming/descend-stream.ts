import { OptionError } from '@blasnet/check'
import type { NativeDataset } from '@blasnet/native'
import { openTrainingData } from '../data/native-dataset.ts'
import { InputDataError } from '../errors.ts'
import type { NetworkCore } from '../network/core.ts'
import type { StopReason, TrainingEvent, TrainingResult } from '../training/events.ts'
import { createRunRate } from '../training/learning-rate/run-rate.ts'
import { RunProgress } from '../training/run-progress.ts'
import { measure } from '../training/validation.ts'
import { BatchCutter, type Cut } from './batch-cutter.ts'
import { createPieceCheck } from './piece.ts'
import { PieceSource } from './piece-source.ts'
import { isIterable, type StreamPlan } from './plan.ts'

/**
 * Takes the steps of a run over a stream, piece by piece. Emits every event but `stopped`.
 *
 * @param interrupted calls back, once, when the run is to stop waiting for a piece
 * @throws NonFiniteLossError, OptionError, InputDataError, what the stream throws
 */
export async function descendStream(
  core: NetworkCore,
  plan: StreamPlan,
  validation: NativeDataset | undefined,
  interrupted: (wake: () => void) => void,
  emit: (event: TrainingEvent) => void,
): Promise<TrainingResult> {
  const { batchSize, maxSteps, validateEvery, memoryLimit, prefetch } = plan
  const shape = { features: core.architecture.inputs, classes: core.classes }
  const run = new RunProgress(core, plan, createRunRate(plan.rate), emit)
  const checkPiece = createPieceCheck({ shape, batchSize, memoryLimit })
  let { stepsPerEpoch } = plan
  let largest = 0

  /** Takes steps on batches that stand in a row, with what is due between them. */
  async function takeCut({ data, first, batches }: Cut, epoch: number): Promise<StopReason | undefined> {
    const dataset = openTrainingData(data, shape, plan.normalisation)
    try {
      const indices = Uint32Array.from({ length: batches * batchSize }, (_, index) => first + index)
      const end = run.steps + batches
      const at = (step: number) => (step - (end - batches)) * batchSize
      while (run.steps < end) {
        if (run.aborted) return 'aborted'
        const from = run.steps
        const due = validateEvery - (from % validateEvery)
        const last = Math.min(end, from + run.blockSteps, from + due, maxSteps)
        await run.takeSteps({ dataset, indices: indices.subarray(at(from), at(last)), epoch })
        // Fewer steps were taken, perhaps none, where the run was aborted.
        if (run.aborted) return 'aborted'
        const validates = validation !== undefined && run.steps % validateEvery === 0
        const stop =
          validates &&
          (await run.validate(epoch, step => measure(core.native, plan, { train: undefined, validation }, step)))
        if (run.aborted) return 'aborted'
        if (stop) return 'early-stopping'
        if (run.steps >= maxSteps) return 'max-steps'
      }
      return undefined
    } finally {
      dataset.dispose()
    }
  }

  async function takeEpoch(epoch: number): Promise<StopReason | undefined> {
    const [pieces, name] = begin(plan, epoch)
    const check = (value: unknown, index: number) => checkPiece(value, `${name}[${index}]`)
    const source = new PieceSource(pieces, { prefetch, memoryLimit, check, largest })
    interrupted(() => source.interrupt())
    const cutter = new BatchCutter(batchSize)
    let failed = true
    try {
      const reason = await takePieces(source, cutter, epoch)
      failed = false
      return reason
    } finally {
      largest = source.largest
      const closed = source.close()
      // The first error is the one to tell.
      await (failed ? closed.catch(() => {}) : closed)
    }
  }

  async function takePieces(source: PieceSource, cutter: BatchCutter, epoch: number): Promise<StopReason | undefined> {
    for (;;) {
      if (run.aborted) return 'aborted'
      const piece = await source.next(cutter.bytes)
      core.assertAlive('train')
      if (run.aborted) return 'aborted'
      if (piece === undefined) return undefined
      for (const cut of cutter.cut(piece)) {
        const reason = await takeCut(cut, epoch)
        if (reason !== undefined) return reason
      }
    }
  }

  const passes = (epochs: number, within: number) =>
    epochs + (stepsPerEpoch === undefined ? 0 : Math.min(1, within / stepsPerEpoch))
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    if (run.aborted) return run.finish('aborted', epoch)
    const before = run.steps
    const reason = await takeEpoch(epoch)
    const steps = run.steps - before
    if (reason !== undefined) return run.finish(reason, passes(epoch, steps))
    if (steps === 0) throw new InputDataError('batches', `at least one batch of ${batchSize} samples`, 'fewer')
    stepsPerEpoch = steps
    run.endEpoch(epoch, steps)
  }
  return run.finish('completed', plan.epochs)
}

/** The pieces of an epoch, and what messages call them. */
function begin({ open, epochs }: StreamPlan, epoch: number) {
  const pieces = open(epoch)
  const name = epochs > 1 ? `batches(${epoch})` : 'batches'
  if (!isIterable(pieces)) throw new OptionError(name, 'an iterable or an async iterable', pieces)
  return [pieces, name] as const
}
