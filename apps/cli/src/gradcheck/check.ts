import { checkGradients, createNetwork, type GradientCheck } from '@blasnet/core'
import { type Dataset, firstSamples, type Normalisation, normalisationStatistics } from '@blasnet/datasets'
import { flagName } from '../config/flag-name.ts'
import { resolveSettings } from '../config/resolve.ts'
import { type Settings, studyTrainSamples } from '../config/settings.ts'
import { loadDataSource } from '../data/source.ts'
import { architectureText } from '../models/describe-network.ts'
import { checkLossParts } from '../train/check-training.ts'
import { lossOptions } from '../train/loss-options.ts'
import { lossParts, penaltyParts, regularisedLayerParts } from '../train/method-parts.ts'
import { networkOptions } from '../train/network-options.ts'
import { estimateSeconds } from './estimate.ts'
import { gradientTolerance, type Tolerance } from './tolerance.ts'

/** Settings that gradcheck knows: of data, network and loss; the others are of training. */
export const gradcheckSettings = [
  ...(['data', 'hidden', 'activation', 'batchNorm', 'dropout', 'inputDropout', 'initializer', 'seed'] as const),
  ...(['l1', 'l2', 'loss', 'labelSmoothing', 'classWeights'] as const),
] as const satisfies readonly (keyof Settings)[]

export type NetworkSettings = Pick<Settings, (typeof gradcheckSettings)[number]>

export interface GradcheckOptions {
  readonly network: NetworkSettings
  /** The first n training images, as one batch. */
  readonly samples: number
  readonly epsilon: number
  readonly parameters: 'all' | number
  readonly signal: AbortSignal
  /** Called when the comparison starts. */
  readonly onStart?: (plan: { parameters: number; seconds: number }) => void
}

/** What `blasnet gradcheck --json` prints. */
export interface GradcheckReport extends GradientCheck {
  readonly architecture: string
  readonly parameters: number
  readonly activation: Settings['activation']
  readonly initializer: Settings['initializer']
  /** Of hidden layers, inputs and loss, in words; only what is in use. */
  readonly extras: readonly string[]
  /** What of it has no derivative at 0: `ReLU`. */
  readonly kinks: readonly string[]
  readonly seed: number
  readonly data: string
  readonly normalisation: Normalisation
  /** ε², unless ε is too small for that. */
  readonly tolerance: Tolerance
  /** Whether the largest difference is below the tolerance. */
  readonly holds: boolean
  readonly seconds: number
}

/**
 * Compares backpropagation with central differences on a float64 network, as the study's tasks 2b and 4c do. Inputs
 * are normalised as in training, by the first 20,000 training images.
 */
export async function gradcheck({ network, ...options }: GradcheckOptions): Promise<GradcheckReport> {
  const settings = resolveSettings({ flags: network })
  const { train } = await loadDataSource(settings.data)
  options.signal.throwIfAborted()
  return compareGradients(train, settings, options)
}

/** The same on training images that are loaded already; `settings` say how many of them normalise. */
export async function compareGradients(
  train: Dataset,
  settings: Settings,
  { samples, epsilon, signal, ...options }: Omit<GradcheckOptions, 'network'>,
): Promise<GradcheckReport> {
  const { trainSamples = Math.min(studyTrainSamples, train.count) } = settings
  const trained = trainSamples === 'all' ? train : firstSamples(train, trainSamples)
  const normalisation = normalisationStatistics(trained)
  checkLossParts(settings, train.classes, flagName)
  const shape = { inputs: train.features, classes: train.classes }
  using network = createNetwork({ ...networkOptions({ ...settings, dtype: 'float64' }, shape), normalisation })
  const data = { inputs: train.inputs, labels: train.labels }
  const lengths = network.parameters().map(({ values }) => values.length)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  // At least one of each tensor.
  const parameters =
    options.parameters === 'all' ? total : Math.min(Math.max(options.parameters, lengths.length), total)
  const loss = lossOptions(settings, { labels: trained.labels, classes: train.classes })
  const check = { data, loss, samples, epsilon, signal }
  options.onStart?.({ parameters, seconds: await estimateSeconds(network, check, parameters) })
  const started = performance.now()
  const result = withoutStatistics(await checkGradients(network, { ...check, parameters }))
  const seconds = (performance.now() - started) / 1000
  const tolerance = gradientTolerance(epsilon, result.loss)
  return {
    architecture: architectureText(network),
    parameters: network.parameterCount,
    activation: settings.activation,
    initializer: settings.initializer,
    extras: [...regularisedLayerParts(settings), ...penaltyParts(settings), ...lossParts(settings)],
    kinks: kinksOf(settings),
    seed: settings.seed,
    data: settings.data,
    normalisation,
    ...result,
    tolerance,
    // NaN does not hold.
    holds: result.largestDifference < tolerance.value,
    seconds,
  }
}

/** Running statistics follow the batches: they have no gradient to compare. */
function withoutStatistics(result: GradientCheck): GradientCheck {
  const tensors = result.tensors.filter(({ name }) => !/\.running_(mean|variance)$/.test(name))
  return { ...result, tensors, checked: tensors.reduce((sum, { checked }) => sum + checked, 0) }
}

/** ELU with α = 1, which is written without it, has the same derivative on both sides of 0. */
function kinksOf({ activation, hidden, l1 }: Settings): string[] {
  const kind = typeof activation === 'string' ? activation : activation.kind
  const names = { relu: 'ReLU', 'leaky-relu': 'leaky ReLU', elu: typeof activation === 'string' ? undefined : 'ELU' }
  const name = (names as Readonly<Record<string, string | undefined>>)[kind]
  return [...(name !== undefined && hidden.length > 0 ? [name] : []), ...(l1 > 0 ? ['the penalty l1'] : [])]
}
