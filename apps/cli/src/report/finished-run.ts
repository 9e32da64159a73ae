import { access } from 'node:fs/promises'
import path from 'node:path'
import { loadNetwork } from '@blasnet/core'
import type { Normalisation } from '@blasnet/datasets'
import type { LayerShape, RunHistory, RunRecord } from '@blasnet/report'
import { readConfig } from '../config/read-config.ts'
import type { PreparedData } from '../train/prepare-data.ts'
import { readHistory } from '../train/read-history.ts'
import type { TrainableRun } from './plan.ts'
import { readDiagnostics } from './read-diagnostics.ts'
import { type ReportRunFolder, runFolderName } from './run-files.ts'
import { differingSetting } from './same-settings.ts'
import { layerShapes } from './train-run.ts'

/** What lies in the folder of a run that is to be trained: its results, or why they cannot be taken over. */
export type FinishedRun =
  | { readonly kind: 'finished'; readonly record: RunRecord }
  | { readonly kind: 'absent' }
  | { readonly kind: 'other'; readonly reason: string }

/**
 * Results of an earlier report, when they are whole and of the same settings and data. Every file is read and looked
 * at: a run that was interrupted, or whose folder is damaged, is to be trained again.
 *
 * @param data the settings that are wanted, and mean and deviation of the training data
 */
export async function readFinishedRun(
  run: TrainableRun,
  data: Pick<PreparedData, 'settings'> & { readonly normalisation: Normalisation },
  files: ReportRunFolder,
): Promise<FinishedRun> {
  // Written last.
  if (!(await isThere(files.history))) return { kind: 'absent' }
  try {
    const history = await readHistory(files.history)
    const reason = await whyNot(history, data, files)
    if (reason !== undefined) return { kind: 'other', reason }
    const layers = run.savesModel === false ? [] : await readLayers(files, history)
    if (layers === undefined) return { kind: 'other', reason: 'its model is another one' }
    const { diagnostics: wanted, id } = run.network
    const diagnostics = wanted && (await readDiagnostics(files.diagnostics, history, layers.length))
    const record: RunRecord = {
      ...{ network: id, seed: run.seed, status: 'finished', folder: runFolderName(run), history, layers },
      ...(diagnostics && { diagnostics }),
      resumed: true,
    }
    return { kind: 'finished', record }
  } catch (error) {
    // Whatever is wrong with the files, training again makes them right.
    return { kind: 'other', reason: `damaged: ${(error as Error).message}` }
  }
}

/** What the layers of the model take and give; undefined when it is not that of the history. */
async function readLayers({ model }: ReportRunFolder, { parameters }: RunHistory): Promise<LayerShape[] | undefined> {
  using network = await loadNetwork(model)
  return network.parameterCount === parameters ? layerShapes(network) : undefined
}

async function whyNot(
  history: RunHistory,
  { settings, normalisation }: Parameters<typeof readFinishedRun>[1],
  files: ReportRunFolder,
): Promise<string | undefined> {
  if (history.stopped.reason === 'aborted') return 'it was interrupted'
  const setting = differingSetting(await readConfig(files.config), settings)
  if (setting !== undefined) return `its ${setting} is another one in '${path.basename(files.config)}'`
  const { mean, std } = history.normalisation ?? {}
  if (mean !== normalisation.mean || std !== normalisation.standardDeviation) return 'its training data were others'
  return undefined
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
