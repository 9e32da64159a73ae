import { type Network, NonFiniteLossError, type TrainingEvent, type TrainingResult } from '@blasnet/core'
import { activationText } from '@blasnet/core/options'
import type { LayerDiagnostics, LayerShape, RunRecord } from '@blasnet/report'
import { placeText } from '../train/diverged.ts'
import { runHistory } from '../train/history.ts'
import { jsonChunks } from '../train/json-chunks.ts'
import { makeFolders } from '../train/make-folders.ts'
import { makeNetwork } from '../train/make-network.ts'
import type { PreparedData } from '../train/prepare-data.ts'
import { RateLog } from '../train/rate-log.ts'
import { startTraining } from '../train/start-training.ts'
import { testNetwork } from '../train/test-network.ts'
import { writeAtomically, writeFailure } from '../train/write-atomically.ts'
import { writeRun } from '../train/write-run.ts'
import type { TrainableRun } from './plan.ts'
import { clearRun, type ReportRunFolder, runFolderName } from './run-files.ts'

/** Gradients of the layers are taken over so many training images, or all where there are fewer. */
const diagnosticSamples = 1000

export interface TrainRunOptions {
  readonly files: ReportRunFolder
  readonly signal: AbortSignal
  /** Threads that validation is spread over; results do not depend on it. */
  readonly threads: number
  readonly onEvent: (event: TrainingEvent) => void
  /** What else `history.json` is to hold. */
  readonly notes?: object
}

/**
 * Trains one network and writes its folder. A network that diverges, and one that is interrupted, is no error but
 * part of the answer; what an earlier run left in the folder is gone in any case.
 */
export async function trainRun(run: TrainableRun, data: PreparedData, options: TrainRunOptions): Promise<RunRecord> {
  const { files, signal, threads, onEvent, notes } = options
  const record = { network: run.network.id, seed: run.seed }
  await clearRun(files)
  const network = await makeNetwork(data, run.nameSetting)
  try {
    const samples = Math.min(diagnosticSamples, data.train.count)
    const diagnose = run.network.diagnostics && { diagnostics: { samples } }
    const training = startTraining(network, data, { signal, threads, ...diagnose })
    const log = new RateLog(data.settings)
    for await (const event of training) {
      onEvent(event)
      log.update(event)
    }
    const result = await training.result
    if (result.stopped.step < 0) return { ...record, status: 'missing' }
    const diagnostics = layerDiagnostics(result, samples)
    const test = await testNetwork(network, data, threads)
    const history = runHistory(network, result, { loading: 0, rates: log.rates, test })
    await makeRunFolder(files.folder)
    if (diagnostics) await writeAtomically(files.diagnostics, jsonChunks(diagnostics))
    await writeRun(files, {
      ...(run.savesModel !== false && { network }),
      settings: data.settings,
      history: { ...history, ...notes },
    })
    return {
      ...record,
      status: result.stopped.reason === 'aborted' ? 'interrupted' : 'finished',
      folder: runFolderName(run),
      history,
      layers: layerShapes(network),
      ...(diagnostics && { diagnostics }),
    }
  } catch (error) {
    if (!(error instanceof NonFiniteLossError)) throw error
    return { ...record, status: 'failed', message: divergence(error) }
  } finally {
    network.dispose()
  }
}

function divergence({ measuredOn, step, loss, firstIn }: NonFiniteLossError): string {
  const where = step === undefined ? '' : ` at step ${step}`
  return `diverged${where}: the loss of the ${measuredOn.replace(/^the /, '')} is ${loss}${placeText(firstIn)}`
}

async function makeRunFolder(folder: string): Promise<void> {
  try {
    await makeFolders(folder)
  } catch (error) {
    throw writeFailure(folder, error)
  }
}

function layerDiagnostics({ history }: TrainingResult, samples: number): LayerDiagnostics | undefined {
  return history.diagnostics && { samples, points: history.diagnostics }
}

/** What every layer of a network takes and gives. */
export function layerShapes({ inputs, layers }: Pick<Network, 'inputs' | 'layers'>): LayerShape[] {
  return layers.map(({ units, bias, activation, batchNorm }, index) => {
    const shape = { inputs: layers[index - 1]?.units ?? inputs, units, bias, activation: activationText(activation) }
    return batchNorm === undefined ? shape : { ...shape, batchNorm: true }
  })
}
