import type { NativeDataset } from '@blasnet/native'
import type { CheckedData } from '../data/check-data.ts'
import { openTrainingData } from '../data/native-dataset.ts'
import type { NetworkCore } from '../network/core.ts'
import { coreOf, type Network } from '../network/network.ts'
import { descend } from './descend.ts'
import type { TrainingEvent, TrainingResult, TrainingRun } from './events.ts'
import type { TrainOptions } from './options.ts'
import { planTraining, type TrainingPlan } from './plan.ts'
import { startRun } from './start-run.ts'

/**
 * Trains a network, from the weights it has, on a thread of its own. The run starts by itself:
 *
 * ```ts
 * const run = train(network, { data: { train, validation }, optimizer: { kind: 'sgd', learningRate: 0.1 }, epochs: 50 })
 * for await (const event of run) if (event.type === 'validation') console.log(event.step, event.accuracy)
 * const { history, stopped } = await run.result
 * ```
 *
 * A regression has targets in place of labels, and a loss to fit:
 *
 * ```ts
 * const data = { train: { inputs, targets, targetNormalisation: { mean: 20, standardDeviation: 5 } } }
 * await train(network, { data, loss: 'huber', optimizer: { kind: 'adam', learningRate: 0.001 }, epochs: 20 }).result
 * ```
 *
 * What the optimizer remembers starts anew in every run. A loop over the run throws what `result` rejects with;
 * when nobody loops, handle `result`: an error that nobody sees is an unhandled rejection, as with any promise.
 *
 * @throws OptionError (ERR_BLASNET_OPTION), InputDataError (ERR_BLASNET_DATA), BusyError (ERR_BLASNET_BUSY), DisposedError
 *   (ERR_BLASNET_DISPOSED), all before anything starts. `result` rejects with NonFiniteLossError
 *   (ERR_BLASNET_NON_FINITE) when a loss, or a weight after the last step, is NaN or infinite, and with DisposedError when the network is disposed of.
 */
export function train<Units extends number>(network: Network<Units>, options: TrainOptions<Units>): TrainingRun {
  const core = coreOf(network)
  core.assertAlive('train')
  const plan = planTraining(core, options)
  const run = core.occupy('training')
  const started = startRun(emit => run(() => execute(core, plan, emit)))
  return {
    stepsPerEpoch: plan.schedule.stepsPerEpoch,
    maxSteps: plan.schedule.maxSteps,
    get result() {
      return started.result
    },
    [Symbol.asyncIterator]: () => started[Symbol.asyncIterator](),
  }
}

async function execute(
  core: NetworkCore,
  plan: TrainingPlan,
  emit: (event: TrainingEvent) => void,
): Promise<TrainingResult> {
  // Nothing happens before the caller has had the time to look at the run.
  await Promise.resolve()
  core.assertAlive('train')
  const { signal, train, validation, normalisation } = plan
  if (!signal?.aborted) core.normalisation = normalisation
  const cancel = () => core.native.cancel()
  const shape = { features: core.architecture.inputs, classes: core.classes }
  const open = (data: CheckedData) => openTrainingData(data, shape, normalisation)
  const opened: NativeDataset[] = []
  try {
    signal?.addEventListener('abort', cancel, { once: true })
    for (const data of [train, validation]) if (data !== undefined) opened.push(open(data))
    const [trainSet, validationSet] = opened as [NativeDataset, NativeDataset?]
    return await descend(core, plan, { train: trainSet, validation: validationSet }, emit)
  } finally {
    signal?.removeEventListener('abort', cancel)
    for (const dataset of opened) dataset.dispose()
  }
}
