import os from 'node:os'
import { OptionError } from '@blasnet/check'
import { type Dataset, firstSamples, loadMnist, type Normalisation, normalisationStatistics } from '@blasnet/datasets'
import type { ActivationName, NativeDataset, NativeNetwork } from '@blasnet/native'
import { depthFigures } from '../figures/depth-figures.ts'
import { type EvaluationBatches, evaluationBatches, evaluations } from '../measure/evaluations.ts'
import { dtypeName, networkName } from '../measure/network-name.ts'
import { pace } from '../measure/pace.ts'
import { batchIndices, createNetwork, openDataset, type Path, trainingSteps } from '../measure/training-steps.ts'
import {
  bytesOf,
  bytesPerForwardPass,
  bytesPerStep,
  flopsPerSample,
  forwardFlopsPerSample,
  weightCount,
} from '../measure/work.ts'
import type { Result } from '../results/document.ts'
import { type DepthLists, type DepthSetting, depthSettings } from './depth-settings.ts'
import { renderDepth } from './depth-table.ts'
import { measurePlanned } from './measure-planned.ts'
import type { RunContext, SuiteRun } from './suite-run.ts'
import { type Planned, planYardsticks } from './yardsticks.ts'

export interface DepthOptions extends DepthLists {
  readonly activation: ActivationName
  readonly path: Path
  readonly allCombinations: boolean
  readonly rounds: number
  /** Seconds that a sample is to take. */
  readonly sampleSeconds: number
  readonly quick: boolean
}

export const depthSamples = 20_000

const momentum = 0.9

/** Throughput of training and of inference over the number of hidden layers. */
export function depthRun(options: DepthOptions): SuiteRun {
  return {
    suite: 'depth',
    measure: context => measureDepth(options, context),
    render: renderDepth,
    figures: depthFigures,
  }
}

async function measureDepth(options: DepthOptions, context: RunContext): Promise<Result[]> {
  const settings = depthSettings(options, options.allCombinations)
  context.progress('depth: reading MNIST')
  const data = firstSamples((await loadMnist()).train, depthSamples)
  checkMemory(settings, data)
  const plans = await planNetworks(options, settings, data, context)
  const { dtypes, threads, quick, rounds } = options
  const yardsticks = await planYardsticks({ suite: 'depth', dtypes, threads, copy: true, quick })
  try {
    return await measurePlanned([...plans.planned, ...yardsticks.planned], rounds, 'depth', context)
  } finally {
    await yardsticks.stop()
    plans.dispose()
  }
}

/** All networks exist at once, since they take turns: refuse what would not fit, before anything is made. */
function checkMemory(settings: readonly DepthSetting[], data: Dataset): void {
  const perNetwork = new Map(settings.map(setting => [networkKey(setting), networkBytes(setting, data)]))
  const bytes = [...perNetwork.values()].reduce((sum, one) => sum + one, 0)
  const room = os.totalmem() / 2
  if (bytes <= room) return
  const gigabytes = (value: number) => `${(value / 1e9).toFixed(1)} GB`
  throw new OptionError(
    '--depths, --widths and --dtypes',
    `networks that fit together into half of the memory, ${gigabytes(room)}`,
    gigabytes(bytes),
  )
}

/** Weights and velocities, and one more set while they are initialised. */
function networkBytes(setting: DepthSetting, data: Dataset): number {
  return 3 * weightCount(layerWidths(setting, data)) * bytesOf(setting.dtype)
}

function layerWidths({ depth, width }: DepthSetting, { features, classes }: Dataset): number[] {
  return [features, ...new Array<number>(depth).fill(width), classes]
}

function networkKey({ depth, width, dtype }: DepthSetting): string {
  return `${depth} ${width} ${dtype}`
}

interface Shared {
  readonly data: Dataset
  readonly normalisation: Normalisation
  readonly dataset: NativeDataset
  readonly batches: ReadonlyMap<number, EvaluationBatches>
}

/** Makes every network and finds how often its work fits into a sample. */
async function planNetworks(
  options: DepthOptions,
  settings: readonly DepthSetting[],
  data: Dataset,
  { signal, progress }: RunContext,
) {
  const normalisation = normalisationStatistics(data)
  const shared: Shared = {
    data,
    normalisation,
    dataset: openDataset(data, normalisation, options.path),
    batches: new Map(
      options.batchSizes.map(size => [size, evaluationBatches(data, normalisation, size, options.path)]),
    ),
  }
  const networks = new Map<string, NativeNetwork>()
  const planned: Planned[] = []
  for (const [index, setting] of settings.entries()) {
    if (signal.aborted) break
    const widths = layerWidths(setting, data)
    progress(`depth: preparing ${networkName(widths)}, ${index + 1} of ${settings.length}`)
    const hidden = widths.slice(1, -1)
    const key = networkKey(setting)
    const network = networks.get(key) ?? createNetwork(data, { ...setting, hidden, activation: options.activation })
    networks.set(key, network)
    planned.push(
      await planTraining(network, setting, widths, options, shared),
      await planInference(network, setting, widths, options, shared),
    )
  }
  const dispose = () => {
    for (const network of networks.values()) network.dispose()
  }
  return { planned, dispose }
}

async function planTraining(
  network: NativeNetwork,
  setting: DepthSetting,
  widths: readonly number[],
  options: DepthOptions,
  { data, dataset }: Shared,
): Promise<Planned> {
  const { batchSize, threads, dtype } = setting
  let indices: Uint32Array = new Uint32Array(0)
  const { repeats, measure } = await pace(steps => {
    if (indices.length !== steps * batchSize) indices = batchIndices(data.count, batchSize, steps)
    return trainingSteps(network, dataset, indices, { batchSize, momentum, threads })
  }, options.sampleSeconds)
  const samples = repeats * batchSize
  const flops = samples * flopsPerSample(widths)
  const bytes = repeats * bytesPerStep(widths, batchSize, dtype)
  return {
    measure,
    result: {
      ...describe('training', 'train', setting, widths, options),
      work: { samples, steps: repeats, flops, bytes },
      seeds: [1],
    },
  }
}

async function planInference(
  network: NativeNetwork,
  setting: DepthSetting,
  widths: readonly number[],
  options: DepthOptions,
  { batches }: Shared,
): Promise<Planned> {
  const { batchSize, threads, dtype } = setting
  const data = batches.get(batchSize) as EvaluationBatches
  const run = (passes: number) => evaluations(network, data, { passes, threads })
  const { repeats, measure } = await pace(run, options.sampleSeconds)
  const samples = repeats * batchSize
  const flops = samples * forwardFlopsPerSample(widths)
  const bytes = repeats * bytesPerForwardPass(widths, batchSize, dtype)
  return {
    measure,
    result: {
      ...describe('inference', 'infer', setting, widths, options),
      work: { samples, steps: repeats, flops, bytes },
      seeds: [1],
    },
  }
}

function describe(
  kind: string,
  short: string,
  setting: DepthSetting,
  widths: readonly number[],
  { activation, path }: DepthOptions,
) {
  const { batchSize, dtype, threads } = setting
  const network = networkName(widths)
  const extras = [...(activation === 'sigmoid' ? [] : [activation]), ...(path === 'auto' ? [] : [path])]
  const parts = ['depth', short, network, `b${batchSize}`, dtypeName(dtype), `t${threads}`, ...extras]
  const optimizer = kind === 'training' ? { momentum } : {}
  return {
    id: parts.join('/'),
    suite: 'depth' as const,
    setup: { kind, network, ...setting, activation, path, ...optimizer },
  }
}
