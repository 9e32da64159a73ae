import type { NativeDataset } from '@blasnet/native'
import { openTrainingData } from '../data/native-dataset.ts'
import type { NetworkCore } from '../network/core.ts'
import { coreOf, type Network } from '../network/network.ts'
import type { TrainingEvent, TrainingResult } from '../training/events.ts'
import { startRun } from '../training/start-run.ts'
import { descendStream } from './descend-stream.ts'
import type { StreamRun, TrainOnStreamOptions } from './options.ts'
import { planStream, type StreamPlan } from './plan.ts'

/**
 * Trains a network on data that comes piece by piece and never is in memory as a whole:
 *
 * ```ts
 * async function* pieces() {
 *   for (const file of files) yield readSamples(await readFile(file)) // { inputs, labels }
 * }
 * const run = trainOnStream(network, {
 *   batches: pieces,
 *   epochs: 3,
 *   batchSize: 128,
 *   normalisation: { mean: 33.3, standardDeviation: 78.6 },
 *   optimizer: { kind: 'adam', learningRate: 1e-3 },
 * })
 * for await (const event of run) if (event.type === 'step-block') console.log(event.step, event.samplesPerSecond)
 * ```
 *
 * While one piece trains the next are fetched, as far as `prefetch` and `memoryLimit` allow. Events and result are those of
 * `train`. The order of samples is that of the stream: shuffle pieces, and samples within them, as you make them. The
 * result is that of `train` with `shuffle: false` on the same data, bit for bit, unless the first layer reads one of them as
 * sparse and the other not (bytes of which about 30 % are not zero): they differ by rounding then.
 *
 * @throws OptionError (ERR_BLASNET_OPTION), InputDataError (ERR_BLASNET_DATA), BusyError (ERR_BLASNET_BUSY), DisposedError
 *   (ERR_BLASNET_DISPOSED), all before anything starts. `result` rejects with the error of the stream; with OptionError or
 *   InputDataError that name a bad piece by its number; with NonFiniteLossError (ERR_BLASNET_NON_FINITE); with
 *   DisposedError. However the run ends before the stream does, it calls the iterator's `return()`.
 */
export function trainOnStream<Units extends number>(
  network: Network<Units>,
  options: TrainOnStreamOptions<Units>,
): StreamRun {
  const core = coreOf(network)
  core.assertAlive('train')
  const plan = planStream(core, options)
  let wake = () => {}
  const run = core.occupy('training', () => wake())
  const interrupted = (callback: () => void) => {
    wake = callback
  }
  return startRun(emit => run(() => execute(core, plan, { interrupted, wake: () => wake() }, emit)))
}

async function execute(
  core: NetworkCore,
  plan: StreamPlan,
  { interrupted, wake }: { readonly interrupted: (callback: () => void) => void; readonly wake: () => void },
  emit: (event: TrainingEvent) => void,
): Promise<TrainingResult> {
  // Nothing happens before the caller has had the time to look at the run.
  await Promise.resolve()
  core.assertAlive('train')
  const { signal, validation, normalisation } = plan
  if (!signal?.aborted) core.normalisation = normalisation
  const cancel = () => {
    core.native.cancel()
    wake()
  }
  const shape = { features: core.architecture.inputs, classes: core.classes }
  let dataset: NativeDataset | undefined
  try {
    signal?.addEventListener('abort', cancel, { once: true })
    dataset = validation && openTrainingData(validation, shape, normalisation)
    return await descendStream(core, plan, dataset, interrupted, emit)
  } finally {
    signal?.removeEventListener('abort', cancel)
    dataset?.dispose()
  }
}
