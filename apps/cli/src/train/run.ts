import type { Network } from '@blasnet/core'
import type { GivenSettings } from '../config/checks.ts'
import { readConfig } from '../config/read-config.ts'
import { presetSettingsOverruled, resolveSettings } from '../config/resolve.ts'
import type { Settings } from '../config/settings.ts'
import { loadDataSource } from '../data/source.ts'
import { onOutputClosed } from '../terminal/output.ts'
import { chooseReporter } from './choose-reporter.ts'
import { explainDiverged } from './diverged.ts'
import { dataLabel } from './header.ts'
import { runHistory } from './history.ts'
import { type Interruption, unlessAborted, watchInterruption } from './interruption.ts'
import { makeNetwork } from './make-network.ts'
import { type PreparedData, prepareData } from './prepare-data.ts'
import { printResult } from './print-result.ts'
import { RateLog } from './rate-log.ts'
import type { Reporter } from './reporter.ts'
import { claimRunFolder, type RunFolder } from './run-folder.ts'
import { runName } from './run-name.ts'
import { startTraining } from './start-training.ts'
import { testNetwork } from './test-network.ts'
import { writeRun } from './write-run.ts'

/** What the command line asks for. */
export interface TrainRequest {
  readonly flags: GivenSettings
  /** `--config` */
  readonly configFile?: string | undefined
  /** `--out` */
  readonly out?: string | undefined
  readonly force: boolean
  /** `--show-schedule` */
  readonly showSchedule: boolean
  readonly json: boolean
  readonly quiet: boolean
}

/**
 * Trains as asked, writes the run and prints its end. A run that was interrupted is written as well; one that was
 * interrupted before its first step is not.
 *
 * @returns the exit code: 0, or 128 + the number of the signal that interrupted the run
 * @throws UsageError, Failure or BlasnetError; nothing is written then
 */
export async function runTraining(request: TrainRequest): Promise<number> {
  const reporter = chooseReporter(request)
  const interruption = watchInterruption(() => reporter.note('Stopping; once more quits without saving'))
  onOutputClosed(() => {
    reporter.note('nobody reads the output any more: stopping')
    interruption.stop()
  })
  try {
    const settings = await readSettings(request)
    const { out, force } = request
    const claim = claimRunFolder({ out, force, name: runName(settings) })
    const files = await unlessAborted(interruption.signal, claim)
    let saved = false
    try {
      saved = files !== undefined && (await trainInto(files, settings, { request, reporter, interruption }))
    } finally {
      await files?.release()
    }
    reporter.finish()
    if (!saved && !request.quiet) process.stderr.write('blasnet: stopped before the first step: nothing was written\n')
    return interruption.exitCode ?? 0
  } finally {
    reporter.finish()
    interruption.dispose()
  }
}

async function readSettings({ flags, configFile, quiet }: TrainRequest): Promise<Settings> {
  if (configFile === undefined) return resolveSettings({ flags })
  const config = await readConfig(configFile)
  const overruled = flags.preset === undefined ? [] : presetSettingsOverruled(flags.preset, config)
  if (overruled.length > 0 && !quiet) {
    const names = overruled.join(', ')
    process.stderr.write(`blasnet: note: '${configFile}' overrules --preset ${flags.preset} in ${names}\n`)
  }
  return resolveSettings({ flags, config })
}

interface Context {
  readonly request: TrainRequest
  readonly reporter: Reporter
  readonly interruption: Interruption
}

/** Returns whether there was anything to save. */
async function trainInto(files: RunFolder, settings: Settings, context: Context): Promise<boolean> {
  const { reporter, interruption } = context
  reporter.working(`Loading ${dataLabel(settings.data)}`)
  const start = performance.now()
  const pair = await unlessAborted(interruption.signal, loadDataSource(settings.data))
  if (pair === undefined) return false
  const data = prepareData(pair, settings)
  const loading = (performance.now() - start) / 1000

  const network = await makeNetwork(data)
  try {
    return await trainAndWrite(network, data, loading, files, context)
  } finally {
    network.dispose()
  }
}

async function trainAndWrite(
  network: Network,
  data: PreparedData,
  loading: number,
  files: RunFolder,
  { request, reporter, interruption }: Context,
): Promise<boolean> {
  const { settings } = data
  const run = startTraining(network, data, { signal: interruption.signal })
  const { stepsPerEpoch, maxSteps } = run
  const { parameterCount: parameters } = network
  const description = { settings, inputs: data.train.features, classes: data.classes, parameters }
  reporter.start({ description, stepsPerEpoch, maxSteps, showSchedule: request.showSchedule })
  const log = new RateLog(settings)
  try {
    for await (const event of run) {
      reporter.event(event)
      log.update(event)
    }
  } catch (error) {
    throw explainDiverged(error, settings)
  }
  const result = await run.result
  if (result.stopped.step < 0) return false
  const test = await testNetwork(network, data)
  const history = runHistory(network, result, { loading, rates: log.rates, test })
  await writeRun(files, { network, settings, history })
  reporter.finish()
  printResult({ history, settings, stepsPerEpoch, files }, request)
  return true
}
